package dev.sluice.node.dial;

import dev.sluice.config.NodeSettings;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** What went wrong with a connection, said so that an operator knows where to look. Pure functions. */
public final class DialFailures {
    private DialFailures() {}

    static NodeDialException timeout(NodeSettings node, DialStage stage) {
        long limit = node.connectTimeout().toMillis();
        return new NodeDialException(who(node) + ": " + stage.missing + " within " + limit + " ms" + stage.hint);
    }

    static NodeDialException unknownHost(NodeSettings node, UnknownHostException cause) {
        return new NodeDialException(
                who(node) + ": the host name " + node.endpoint().host() + " is unknown", cause);
    }

    static NodeDialException tlsSettings(NodeSettings node, TlsContextException cause) {
        return new NodeDialException(who(node) + ": " + cause.getMessage(), cause);
    }

    static NodeDialException closed(NodeSettings node) {
        return new NodeDialException(who(node) + ": the node closed the connection at once");
    }

    static NodeDialException handlers(NodeSettings node, RuntimeException cause) {
        return new NodeDialException(who(node) + ": the connection could not be set up", cause);
    }

    /** For a connection that somebody else tried to open: the words that {@link NodeDialer} would have had for it. */
    public static NodeDialException explain(NodeSettings node, Throwable failure) {
        Throwable root = failure;
        boolean tls = false;
        while (true) {
            tls |= root instanceof SSLException || root instanceof NotSslRecordException;
            if (root.getCause() == null || root.getCause() == root) {
                break;
            }
            root = root.getCause();
        }
        if (root instanceof UnknownHostException unknown) {
            return unknownHost(node, unknown);
        }
        return tls ? tls(node, failure) : connect(node, root);
    }

    static NodeDialException connect(NodeSettings node, Throwable cause) {
        return new NodeDialException(who(node) + ": " + connectReason(cause), cause);
    }

    /** Epoll and NIO word the same errno differently; the types and the word "refused" are what they share. */
    private static String connectReason(Throwable cause) {
        String text = text(cause);
        if (text.contains("refused")) {
            return "connection refused (nothing listens there)";
        }
        if (cause instanceof NoRouteToHostException || text.contains("unreachable")) {
            return "no route to the host";
        }
        return "cannot connect: " + text;
    }

    static NodeDialException tls(NodeSettings node, Throwable cause) {
        return new NodeDialException(who(node) + ": TLS: " + tlsReason(node, cause), cause);
    }

    private static String tlsReason(NodeSettings node, Throwable failure) {
        Throwable deepest = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            deepest = cause;
            // The second: an authority of the same name is trusted, but it is another one.
            if (cause instanceof CertPathBuilderException || cause instanceof SignatureException) {
                return "the certificate is not signed by a trusted authority";
            }
            if (cause instanceof CertPathValidatorException && !(cause.getCause() instanceof SignatureException)) {
                return "the certificate is not valid: " + text(cause);
            }
            if (cause instanceof NotSslRecordException) {
                return "the node does not speak TLS at this port";
            }
            if (cause instanceof ClosedChannelException) {
                return "the node closed the connection during the handshake"
                        + " (no TLS at this port, or it wants a client certificate)";
            }
            if (cause instanceof CertificateException && text(cause).startsWith("No ")) {
                return "the certificate is not for " + node.endpoint().host() + ": " + text(cause);
            }
        }
        return text(deepest);
    }

    private static String who(NodeSettings node) {
        return node.role().word() + " " + node.display();
    }

    private static String text(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
