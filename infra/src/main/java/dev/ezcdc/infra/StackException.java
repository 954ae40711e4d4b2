package dev.ezcdc.infra;

/** Thrown on an expected failure. The message states the cause and the remedy; a user needs no stack trace. */
public class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
