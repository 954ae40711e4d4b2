package dev.ezcdc.infra;

/** Thrown when Kafka Connect does not respond or is not ready: starting, rebalancing or down. A retry may succeed. */
public final class ConnectUnavailableException extends StackException {
    private static final long serialVersionUID = 1L;

    public ConnectUnavailableException(String message) {
        super(message);
    }

    public ConnectUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
