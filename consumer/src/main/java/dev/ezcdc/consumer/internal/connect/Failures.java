package dev.ezcdc.consumer.internal.connect;

/** Distinguishes failures of the JVM from those of the code that a consumer calls. */
public final class Failures {

    private Failures() {}

    /**
     * Returns whether the JVM itself failed, such as with an {@link OutOfMemoryError}, so that nothing more may be done. A
     * stack overflow is a failure of the code that recursed.
     */
    public static boolean isFatal(Throwable failure) {
        return failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError);
    }

    /** Throws the failure if the JVM itself failed. */
    public static void throwIfFatal(Throwable failure) {
        if (failure instanceof Error error && isFatal(error)) {
            throw error;
        }
    }
}
