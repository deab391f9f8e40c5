package dev.sluice.proxy.command;

import dev.sluice.node.command.SessionEffect;

/**
 * What a session must remember of a command until its reply comes, packed in an int, so that a pipeline of any length costs
 * no object: whether it may write, may block, is refused, and its effect on the session.
 */
@SuppressWarnings("EnumOrdinal") // packed in memory only, never stored
public final class CommandKind {
    /** A command without any effect but its reply. */
    public static final int READ = 0;

    private static final int WRITE = 1;
    private static final int BLOCKING = 1 << 1;
    private static final int REFUSED = 1 << 2;
    private static final int EFFECT_SHIFT = 8;
    private static final SessionEffect[] EFFECTS = SessionEffect.values();

    private static final long TRANSACTION = bits(
            SessionEffect.MULTI,
            SessionEffect.EXEC,
            SessionEffect.DISCARD,
            SessionEffect.WATCH,
            SessionEffect.UNWATCH,
            SessionEffect.RESET);
    private static final long CONTEXT = bits(
            SessionEffect.HELLO,
            SessionEffect.AUTH,
            SessionEffect.SELECT,
            SessionEffect.SET_NAME,
            SessionEffect.SET_INFO,
            SessionEffect.TRACKING,
            SessionEffect.NO_EVICT,
            SessionEffect.NO_TOUCH,
            SessionEffect.CAPA,
            SessionEffect.IMPORT_SOURCE,
            SessionEffect.MAINT_NOTIFICATIONS,
            SessionEffect.READONLY,
            SessionEffect.READWRITE);
    private static final long UNMATCHED = bits(
            SessionEffect.SUBSCRIBE,
            SessionEffect.UNSUBSCRIBE,
            SessionEffect.MONITOR,
            SessionEffect.REPLY_MODE,
            SessionEffect.SCRIPT_DEBUG);

    private CommandKind() {}

    private static long bits(SessionEffect... effects) {
        long bits = 0;
        for (SessionEffect effect : effects) {
            bits |= 1L << effect.ordinal();
        }
        return bits;
    }

    static int of(boolean write, boolean blocking, SessionEffect effect) {
        return (write ? WRITE : 0) | (blocking ? BLOCKING : 0) | effect.ordinal() << EFFECT_SHIFT;
    }

    static int refused() {
        return REFUSED;
    }

    public static boolean mayWrite(int kind) {
        return (kind & WRITE) != 0;
    }

    public static boolean blocking(int kind) {
        return (kind & BLOCKING) != 0;
    }

    /** The same, known not to block. */
    public static int withoutBlocking(int kind) {
        return kind & ~BLOCKING;
    }

    public static boolean refused(int kind) {
        return (kind & REFUSED) != 0;
    }

    public static SessionEffect effect(int kind) {
        return EFFECTS[kind >>> EFFECT_SHIFT];
    }

    /** Opens, closes or discards MULTI or WATCH: its reply decides what may be sent next while writes are held. */
    public static boolean inTransactions(int kind) {
        return has(TRANSACTION, kind);
    }

    /** Changes what a lane to another node must be given before the session can move there. */
    public static boolean changesContext(int kind) {
        return has(CONTEXT, kind);
    }

    /** After this command frames from the node are not one to a command any more. */
    public static boolean endsMatching(int kind) {
        return has(UNMATCHED, kind);
    }

    private static boolean has(long effects, int kind) {
        return (effects & 1L << (kind >>> EFFECT_SHIFT)) != 0;
    }
}
