package dev.ezcdc.loadgen;

/**
 * The load could not be written, or not to its end. The message is for people: it names the cause and what to change, on
 * as many lines as that takes, and holds no password.
 */
public final class LoadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String explanation;

    /** @param message for people, with what to change; without a password */
    public LoadException(String message, Throwable cause) {
        super(message, cause);
        this.explanation = message;
    }

    /** @param message for people, with what to change; without a password */
    public LoadException(String message) {
        super(message);
        this.explanation = message;
    }

    @Override
    public String getMessage() {
        return explanation;
    }
}
