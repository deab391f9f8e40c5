package dev.sluice.admin.cli;

import dev.sluice.config.Endpoint;
import dev.sluice.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Where the control port is, and the password for it. */
final class ConnectionOptions {
    static final String PASSWORD_VARIABLE = "SLUICE_CONTROL_PASSWORD";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--control",
            paramLabel = "HOST:PORT",
            converter = EndpointConverter.class,
            description = "The control port (default: 127.0.0.1:6390).")
    private Endpoint control = new Endpoint("127.0.0.1", 6390);

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Its first line is the password; otherwise " + PASSWORD_VARIABLE + " in the environment.")
    private @Nullable Path passwordFile;

    Endpoint control() {
        return control;
    }

    /**
     * Null when none is given.
     *
     * @throws ParameterException when the file cannot be read
     */
    @Nullable
    Secret password(Map<String, String> environment) {
        if (passwordFile != null) {
            try {
                return Secret.of(Files.readString(passwordFile)
                        .lines()
                        .findFirst()
                        .orElse("")
                        .strip());
            } catch (IOException e) {
                throw new ParameterException(
                        Objects.requireNonNull(command).commandLine(),
                        "cannot read the password file " + passwordFile,
                        e);
            }
        }
        String password = environment.get(PASSWORD_VARIABLE);
        return password == null || password.isEmpty() ? null : Secret.of(password);
    }

    /** {@code host:port}, {@code [::1]:port}. */
    static final class EndpointConverter implements ITypeConverter<Endpoint> {
        @Override
        public Endpoint convert(String value) {
            int colon = value.lastIndexOf(':');
            String host = colon < 0 ? "" : value.substring(0, colon);
            if (host.startsWith("[") && host.endsWith("]")) {
                host = host.substring(1, host.length() - 1);
            }
            String port = value.substring(colon + 1);
            if (host.isEmpty() || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
                throw new TypeConversionException("'" + value + "' is no HOST:PORT, such as 127.0.0.1:6390");
            }
            return new Endpoint(host, Integer.parseInt(port));
        }
    }
}
