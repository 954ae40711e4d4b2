package dev.ezcdc.instruments.audit.invariant;

import java.util.List;

/** A rule that the written transactions and the received events must satisfy. Stateless. */
public sealed interface Invariant
        permits NoChangeLost,
                NothingInvented,
                RowOrderPreserved,
                ReplicaEqualsTable,
                TransactionsComplete,
                RedeliveriesRecognized {

    /** All invariants. */
    List<Invariant> ALL = List.of(
            new NoChangeLost(),
            new NothingInvented(),
            new RowOrderPreserved(),
            new ReplicaEqualsTable(),
            new TransactionsComplete(),
            new RedeliveriesRecognized());

    /** Returns the violations of the rule, or {@link Violation#NONE}. */
    Violation check(Evidence evidence);

    /** Returns the simple name of the class. */
    default String name() {
        return getClass().getSimpleName();
    }
}
