package dev.ezcdc.instruments.audit.invariant;

import java.util.List;

/** A rule about what was written and what arrived. Stateless. */
public sealed interface Invariant
        permits NoChangeLost,
                NothingInvented,
                RowOrderPreserved,
                ReplicaEqualsTable,
                TransactionsComplete,
                RedeliveriesRecognized {

    /** All of them. */
    List<Invariant> ALL = List.of(
            new NoChangeLost(),
            new NothingInvented(),
            new RowOrderPreserved(),
            new ReplicaEqualsTable(),
            new TransactionsComplete(),
            new RedeliveriesRecognized());

    /** How far the rule is broken. */
    Violation check(Evidence evidence);

    /** In words: the class's own name. */
    default String name() {
        return getClass().getSimpleName();
    }
}
