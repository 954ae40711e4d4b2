package dev.ezcdc.e2e.audit.invariant;

import dev.ezcdc.e2e.audit.invariant.Evidence.Change;
import java.util.HashMap;
import java.util.Map;

/** What is delivered again is known as such by its position: a consumer that goes by that applies nothing twice. */
public final class NoDuplicateInEffect implements Invariant {

    @Override
    public Violation check(Evidence evidence) {
        Map<Change, Told> applied = new HashMap<>();
        Violation violation = Violation.NONE;
        for (Told told : evidence.first()) {
            if (told.read()) {
                continue;
            }
            Told before = applied.putIfAbsent(new Change(told.xid(), told.change()), told);
            if (before != null) {
                violation = violation.and(told.change().kind() + " of "
                        + told.change().table() + " " + told.change().id() + " at " + told.place()
                        + " passed for a first delivery, which was at " + before.place());
            }
        }
        return violation;
    }
}
