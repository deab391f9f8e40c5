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
    /** Waits for what the session itself wrote: WAIT, WAITAOF. */
    private static final int WAITS = 1 << 3;

    private static final int QUIT = 1 << 4;
    /** Sent by Sluice itself, so nobody is given its reply. */
    private static final int SWALLOWED = 1 << 5;
    /** The reply speaks of the connection, and is made to speak of the session. */
    private static final int ABOUT_SESSION = 1 << 6;

    private static final int MARK = 1 << 7;

    private static final int EFFECT_SHIFT = 8;
    /** What a shared lane takes without a second look. */
    private static final int PLAIN = WRITE;

    private static final SessionEffect[] EFFECTS = SessionEffect.values();

    private static final long PINNING = bits(
            SessionEffect.TRACKING,
            SessionEffect.NO_EVICT,
            SessionEffect.NO_TOUCH,
            SessionEffect.CAPA,
            SessionEffect.IMPORT_SOURCE,
            SessionEffect.MAINT_NOTIFICATIONS,
            SessionEffect.MULTI,
            SessionEffect.WATCH,
            SessionEffect.SUBSCRIBE,
            SessionEffect.UNSUBSCRIBE,
            SessionEffect.MONITOR,
            SessionEffect.READONLY,
            SessionEffect.READWRITE,
            SessionEffect.CACHING,
            SessionEffect.ASKING,
            SessionEffect.SCRIPT_DEBUG);
    private static final long ONE_SHOT = bits(SessionEffect.CACHING, SessionEffect.ASKING);
    private static final long IDENTITY =
            bits(SessionEffect.HELLO, SessionEffect.AUTH, SessionEffect.SELECT, SessionEffect.RESET);
    private static final long ABOUT_DATA =
            bits(SessionEffect.SCAN, SessionEffect.SCAN_KEY, SessionEffect.SCRIPT, SessionEffect.SCRIPT_FLUSH);
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
    private static final long LOCAL =
            bits(SessionEffect.SCAN, SessionEffect.SCAN_KEY, SessionEffect.SCRIPT, SessionEffect.SCRIPT_FLUSH);
    private static final long UNMATCHED = bits(SessionEffect.SCRIPT_DEBUG);
    private static final long PUBSUB = bits(SessionEffect.SUBSCRIBE, SessionEffect.UNSUBSCRIBE);

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

    public static int refused() {
        return REFUSED;
    }

    static int quit() {
        return QUIT;
    }

    /** A blocking command that waits for replicas or the disk to have what the session wrote. */
    static int waiting() {
        return BLOCKING | WAITS;
    }

    /** The same, with a reply that speaks of the connection or of something else that is not the client's. */
    public static int aboutSession(int kind) {
        return kind | ABOUT_SESSION;
    }

    /** Of a command that Sluice adds, and that leaves the session as it is. */
    public static int swallowed() {
        return SWALLOWED;
    }

    /** As {@link #swallowed}, of a PING whose answer marks a place in what the node sends. */
    public static int mark() {
        return SWALLOWED | MARK;
    }

    /** Of Sluice's own question what the node calls the lane. */
    public static int laneId() {
        return SWALLOWED | ABOUT_SESSION;
    }

    /** As {@link #swallowed}, of a command that is queued in MULTI again: an error spoils the transaction. */
    public static int replayed() {
        return SWALLOWED | SessionEffect.MULTI.ordinal() << EFFECT_SHIFT;
    }

    /** Of a DISCARD in the place of an EXEC that must not run. Its reply is not the client's, but something else is. */
    public static int voidExec() {
        return SWALLOWED | SessionEffect.EXEC.ordinal() << EFFECT_SHIFT;
    }

    /** Of a command for the next one alone, said again by Sluice. */
    public static int saidAgain() {
        return SWALLOWED | SessionEffect.CACHING.ordinal() << EFFECT_SHIFT;
    }

    /** Reads or writes data and nothing else: any lane of the session's key will do. */
    public static boolean isPlain(int kind) {
        return (kind & ~PLAIN) == 0;
    }

    /** Changes neither data nor the session. */
    public static boolean isHarmless(int kind) {
        return ((isLocal(kind) ? withoutEffect(kind) : kind) & ~(ABOUT_SESSION | QUIT)) == 0;
    }

    /** Leaves the session as it is, but speaks of something that only this node has: a cursor, a script. */
    public static boolean isLocal(int kind) {
        return has(LOCAL, kind);
    }

    /** The same, of which only what it does to data counts. */
    public static int withoutEffect(int kind) {
        return kind & (1 << EFFECT_SHIFT) - 1;
    }

    public static boolean waits(int kind) {
        return (kind & WAITS) != 0;
    }

    public static boolean isQuit(int kind) {
        return (kind & QUIT) != 0;
    }

    public static boolean isSwallowed(int kind) {
        return (kind & SWALLOWED) != 0;
    }

    public static boolean isAboutSession(int kind) {
        return (kind & ABOUT_SESSION) != 0;
    }

    /** Gives the connection a state, or asks for one, that no other session may have. */
    public static boolean pins(int kind) {
        return has(PINNING, kind);
    }

    /** Changes who the connection is: protocol, user, database. */
    public static boolean changesIdentity(int kind) {
        return has(IDENTITY, kind);
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

    /** Is about the session rather than about data. */
    public static boolean hasEffect(int kind) {
        return kind >>> EFFECT_SHIFT != 0 && !has(ABOUT_DATA, kind);
    }

    /** Opens, closes or discards MULTI or WATCH: its reply decides what may be sent next while writes are held. */
    public static boolean inTransactions(int kind) {
        return has(TRANSACTION, kind);
    }

    /** Changes what a lane to another node must be given before the session can move there. */
    public static boolean changesContext(int kind) {
        return has(CONTEXT, kind);
    }

    /** Holds for the command behind it, and then no more. */
    public static boolean isOneShot(int kind) {
        return has(ONE_SHOT, kind);
    }

    /** After this command frames from the node are not one to a command any more. */
    public static boolean endsMatching(int kind) {
        return has(UNMATCHED, kind);
    }

    /** Answered by an acknowledgement for each channel, or by an error. */
    public static boolean isAcknowledged(int kind) {
        return has(PUBSUB, kind);
    }

    private static boolean has(long effects, int kind) {
        return (effects & 1L << (kind >>> EFFECT_SHIFT)) != 0;
    }
}
