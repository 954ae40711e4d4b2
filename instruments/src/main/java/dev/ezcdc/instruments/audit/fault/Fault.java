package dev.ezcdc.instruments.audit.fault;

/**
 * Something that goes wrong.
 *
 * @param name as the command line has it
 * @param description what is done, in a few words
 * @param right what must come of it
 * @param strike does it and undoes it, while changes are written
 */
public record Fault(String name, String description, ExpectedOutcome expected, FaultRequirements requirements, Injection injection) {

    /** The deed. */
    @FunctionalInterface
    public interface Injection {
        /** Returns once the fault is over: what was stopped runs again, though it may not stream yet. */
        void inject(FaultContext scene) throws Exception;
    }

    static Fault lossless(String name, String description, Injection strike) {
        return new Fault(name, description, ExpectedOutcome.NOTHING_LOST, FaultRequirements.NONE, strike);
    }

    Fault withRequirements(FaultRequirements other) {
        return new Fault(name, description, expected, other, injection);
    }

    Fault withExpected(ExpectedOutcome other) {
        return new Fault(name, description, other, requirements, injection);
    }
}
