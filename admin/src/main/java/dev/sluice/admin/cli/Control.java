package dev.sluice.admin.cli;

import dev.sluice.config.Endpoint;
import dev.sluice.config.Secret;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An authenticated conversation with a control port. */
interface Control extends AutoCloseable {
    /** For verbs that answer at once. */
    Duration QUICK = Duration.ofSeconds(10);

    /** For verbs that answer when something has ended; the control port bounds them. */
    Duration UNTIL_DONE = Duration.ZERO;

    /**
     * Sends one command and waits for its answer: maps, lists, strings, numbers, booleans, null.
     *
     * @param timeout without a byte received; zero waits without end
     * @throws IOException in words for the operator
     * @throws ErrorReply when the answer is an error
     */
    @Nullable
    Object call(Duration timeout, String... words) throws IOException, ErrorReply;

    @Override
    void close();

    /** How a conversation begins. */
    interface Opener {
        /**
         * @throws IOException in words for the operator, when nothing answers there or it is not Sluice that does
         * @throws ErrorReply when the password is missing or wrong
         */
        Control open(Endpoint address, @Nullable Secret password) throws IOException, ErrorReply;
    }
}
