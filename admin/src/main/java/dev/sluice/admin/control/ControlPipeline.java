package dev.sluice.admin.control;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.atomic.AtomicLong;

/** Puts the handlers of one connection in their order, and numbers the sessions. */
final class ControlPipeline {
    private final Passwords passwords;
    private final VerbRunner runner;
    private final AtomicLong sessions = new AtomicLong();

    ControlPipeline(Passwords passwords, VerbRunner runner) {
        this.passwords = passwords;
        this.runner = runner;
    }

    void addTo(ChannelPipeline pipeline) {
        Role role = passwords.initialRole();
        RequestDecoder decoder = new RequestDecoder(role != Role.NOBODY);
        SessionState state = new SessionState(sessions.incrementAndGet(), role, decoder::authenticated);
        pipeline.addLast("login-timeout", new IdleStateHandler(ControlServer.LOGIN_TIMEOUT_SECONDS, 0, 0));
        pipeline.addLast("decoder", decoder);
        pipeline.addLast("session", new ControlSession(runner, state));
    }
}
