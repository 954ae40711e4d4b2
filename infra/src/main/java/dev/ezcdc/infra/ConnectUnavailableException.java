package dev.ezcdc.infra;

/** Kafka Connect does not answer, or not yet: starting, rebalancing, or gone. Trying again may help. */
public final class ConnectUnavailableException extends StackException {
    private static final long serialVersionUID = 1L;

    public ConnectUnavailableException(String message) {
        super(message);
    }

    public ConnectUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
