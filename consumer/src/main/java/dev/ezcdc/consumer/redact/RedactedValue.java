package dev.ezcdc.consumer.redact;

/**
 * Stands for a value that is not to be shown. One that an update changed is not equal to the one before it: that it was
 * changed may be known. Immutable.
 */
public final class RedactedValue {

    /** A value that is the same before and after, or that has no other beside it. */
    public static final RedactedValue UNCHANGED = new RedactedValue();
    /** What a value was changed to. */
    public static final RedactedValue CHANGED = new RedactedValue();

    private RedactedValue() {}

    @Override
    public String toString() {
        return "[redacted]";
    }
}
