package dev.ezcdc.infra;

/** An expected failure. The message names the cause and what to change, and is all that a person needs to see. */
public class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
