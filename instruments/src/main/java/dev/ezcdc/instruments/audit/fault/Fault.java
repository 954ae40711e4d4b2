package dev.ezcdc.instruments.audit.fault;

/**
 * A fault that an audit can inject.
 *
 * @param name name on the command line
 * @param description short description for people
 * @param expected the outcome that the fault must have
 * @param requirements the stack and the load that the fault requires
 * @param injection injects the fault and lifts it, while changes are written
 */
public record Fault(
        String name,
        String description,
        ExpectedOutcome expected,
        FaultRequirements requirements,
        Injection injection) {

    /** The action of a fault. */
    @FunctionalInterface
    public interface Injection {
        /** Injects and lifts the fault. When this returns, all servers run, but may not stream yet. */
        void inject(FaultContext context) throws Exception;
    }

    /** Returns a fault of the default stack that loses nothing. */
    public static Fault lossless(String name, String description, Injection injection) {
        return new Fault(name, description, ExpectedOutcome.NOTHING_LOST, FaultRequirements.NONE, injection);
    }

    /** Returns the same fault for another stack or load. */
    public Fault withRequirements(FaultRequirements other) {
        return new Fault(name, description, expected, other, injection);
    }

    Fault withExpected(ExpectedOutcome other) {
        return new Fault(name, description, other, requirements, injection);
    }
}
