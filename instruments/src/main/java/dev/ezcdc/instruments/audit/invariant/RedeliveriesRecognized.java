package dev.ezcdc.instruments.audit.invariant;

import dev.ezcdc.instruments.audit.invariant.Evidence.Change;
import java.util.HashMap;
import java.util.Map;

/** What is delivered again is known as such by its position: a consumer that goes by that applies nothing twice. */
public final class RedeliveriesRecognized implements Invariant {

    @Override
    public Violation check(Evidence evidence) {
        Map<Change, ObservedEvent> applied = new HashMap<>();
        Violation violation = Violation.NONE;
        for (ObservedEvent told : evidence.first()) {
            if (told.read()) {
                continue;
            }
            ObservedEvent before = applied.putIfAbsent(new Change(told.xid(), told.change()), told);
            if (before != null) {
                violation = violation.and(told.change().kind() + " of "
                        + told.change().table() + " " + told.change().id() + " at " + told.place()
                        + " passed for a first delivery, which was at " + before.place());
            }
        }
        return violation;
    }
}
