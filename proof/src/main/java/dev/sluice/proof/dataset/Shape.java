package dev.sluice.proof.dataset;

/** The shapes of values that are loaded: every type, and within a type what servers store in different ways. */
enum Shape {
    SHORT_STRING,
    INTEGER,
    LONG_STRING,
    BINARY,
    BITMAP,
    HYPERLOGLOG,
    LIST,
    SET,
    INTEGER_SET,
    SORTED_SET,
    HASH,
    STREAM,
    ONE_ELEMENT,
    EMPTY_STRING;

    private static final Shape[] ALL = values();

    /** Strings of a plain kind are the most frequent, as they are in life. */
    static Shape of(int number) {
        return number % 3 == 0 ? SHORT_STRING : ALL[number % ALL.length];
    }
}
