package dev.sluice.config;

/** A host and a TCP port. Port 0 asks the system for a free one where Sluice listens. */
public record Endpoint(String host, int port) {
    public Endpoint {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port out of range: " + port);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
