package dev.sluice.config;

import java.util.Locale;

/** How Sluice does sockets. Whether the machine has a kind is known only where it is used. */
public enum TransportKind {
    /** {@link #EPOLL} where it is there, else {@link #NIO}; never {@link #IO_URING}. */
    AUTO,
    EPOLL,
    IO_URING,
    /** The JDK's own sockets, present everywhere. */
    NIO;

    /** As written in the settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
