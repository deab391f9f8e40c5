package dev.sluice.it.libraries;

/** What an application does with its client library. */
@FunctionalInterface
interface ClientProgram {
    /** Connects, does it, and closes everything again. Fails where the library's answers are not those of a server. */
    void run(String host, int port) throws Exception;
}
