package dev.ezcdc.instruments.audit.invariant;

import dev.ezcdc.instruments.audit.invariant.Evidence.TransactionChange;
import java.util.HashMap;
import java.util.Map;

/** What is delivered again is known as such by its position: a consumer that goes by that applies nothing twice. */
public final class RedeliveriesRecognized implements Invariant {

    @Override
    public Violation check(Evidence evidence) {
        Map<TransactionChange, ObservedEvent> applied = new HashMap<>();
        Violation violation = Violation.NONE;
        for (ObservedEvent told : evidence.firstDeliveries()) {
            if (told.snapshotRead()) {
                continue;
            }
            ObservedEvent before = applied.putIfAbsent(new TransactionChange(told.xid(), told.change()), told);
            if (before != null) {
                violation = violation.plus(told.change().kind() + " of "
                        + told.change().table() + " " + told.change().id() + " at " + told.location()
                        + " passed for a first delivery, which was at " + before.location());
            }
        }
        return violation;
    }
}
