package dev.ezcdc.infra.os;

import dev.ezcdc.infra.StackException;

/** Texts and conversions of exceptions. */
public final class Exceptions {
    private Exceptions() {}

    /** Returns the exception's message, or the name of its class if it has none. */
    public static String message(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message.strip();
    }

    /** Restores the thread's interrupt flag and returns the exception to throw. */
    public static StackException forInterrupt(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StackException("interrupted while waiting for the stack", e);
    }
}
