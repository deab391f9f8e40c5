package dev.sluice.admin.control;

import dev.sluice.config.ControlSettings;
import dev.sluice.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Which password gives which role. The user {@code default} may give either password, {@code operator} and {@code readonly}
 * name the role.
 */
final class Passwords {
    private final @Nullable Secret operator;
    private final @Nullable Secret readOnly;

    Passwords(ControlSettings settings) {
        operator = settings.password();
        readOnly = settings.readOnlyPassword();
    }

    /** The role of a session that has not authenticated: the operator's where no password is set. */
    Role initialRole() {
        return operator == null ? Role.OPERATOR : Role.NOBODY;
    }

    /** Whether an operator password is set. */
    boolean set() {
        return operator != null;
    }

    /** {@link Role#NOBODY} when the pair is not right. */
    Role check(String user, String password) {
        boolean any = user.equals("default");
        if ((any || user.equals(Role.READ_ONLY.user())) && matches(readOnly, password)) {
            return Role.READ_ONLY;
        }
        boolean mayOperate = any || user.equals(Role.OPERATOR.user());
        return mayOperate && (operator == null || matches(operator, password)) ? Role.OPERATOR : Role.NOBODY;
    }

    /** In a time that does not depend on where the first difference is. */
    private static boolean matches(@Nullable Secret secret, String given) {
        return secret != null
                && MessageDigest.isEqual(
                        secret.reveal().getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
