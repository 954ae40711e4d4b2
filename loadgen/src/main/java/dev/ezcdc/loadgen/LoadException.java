package dev.ezcdc.loadgen;

/**
 * Thrown when a load run cannot start or cannot finish. The message is for users: it states the cause and the remedy, on
 * one or more lines, and contains no password.
 */
public final class LoadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String userMessage;

    /** @param message for users, with the remedy and without a password */
    public LoadException(String message, Throwable cause) {
        super(message, cause);
        this.userMessage = message;
    }

    /** @param message for users, with the remedy and without a password */
    public LoadException(String message) {
        super(message);
        this.userMessage = message;
    }

    @Override
    public String getMessage() {
        return userMessage;
    }
}
