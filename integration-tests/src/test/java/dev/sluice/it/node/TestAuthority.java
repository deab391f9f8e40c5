package dev.sluice.it.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority for one test, made with the JDK's keytool; everything it signs is PEM. */
public final class TestAuthority {
    private static final String PASSWORD = "changeit";

    private final Path folder;

    /** A certificate that this authority signed, and its key. */
    public record Signed(Path certificate, Path key) {}

    public TestAuthority(Path folder) throws IOException, GeneralSecurityException {
        this.folder = Files.createDirectories(folder);
        keytool(
                store("ca"),
                "-genkeypair",
                "-alias",
                "ca",
                "-keyalg",
                "EC",
                "-dname",
                "CN=Test CA",
                "-ext",
                "bc=ca:true");
        Files.writeString(
                caFile(), pem("CERTIFICATE", open("ca").getCertificate("ca").getEncoded()));
    }

    public Path caFile() {
        return folder.resolve("ca.pem");
    }

    /** @param names as keytool's {@code san} wants them: {@code dns:localhost,ip:127.0.0.1} */
    public Signed sign(String name, String names) throws IOException, GeneralSecurityException {
        Path request = folder.resolve(name + ".csr");
        Path certificate = folder.resolve(name + ".pem");
        keytool(store(name), "-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name);
        keytool(store(name), "-certreq", "-alias", name, "-file", request.toString());
        keytool(
                store("ca"),
                "-gencert",
                "-alias",
                "ca",
                "-infile",
                request.toString(),
                "-ext",
                "san=" + names,
                "-rfc",
                "-outfile",
                certificate.toString());
        return new Signed(certificate, key(name));
    }

    private Path key(String name) throws IOException, GeneralSecurityException {
        byte[] key = open(name).getKey(name, PASSWORD.toCharArray()).getEncoded();
        return Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", key));
    }

    private KeyStore open(String name) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store(name))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static String pem(String what, byte[] content) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private static void keytool(Path store, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
