package dev.ezcdc.instruments.audit.fault;

/**
 * Something that goes wrong.
 *
 * @param name as the command line has it
 * @param description what is done, in a few words
 * @param right what must come of it
 * @param strike does it and undoes it, while changes are written
 */
public record Fault(String name, String description, ExpectedOutcome right, FaultRequirements needs, Strike strike) {

    /** The deed. */
    @FunctionalInterface
    public interface Strike {
        /** Returns once the fault is over: what was stopped runs again, though it may not stream yet. */
        void at(FaultContext scene) throws Exception;
    }

    static Fault harmless(String name, String description, Strike strike) {
        return new Fault(name, description, ExpectedOutcome.NOTHING_LOST, FaultRequirements.NOTHING, strike);
    }

    Fault with(FaultRequirements other) {
        return new Fault(name, description, right, other, strike);
    }

    Fault expecting(ExpectedOutcome other) {
        return new Fault(name, description, other, needs, strike);
    }
}
