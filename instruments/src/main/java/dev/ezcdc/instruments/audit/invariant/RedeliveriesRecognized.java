package dev.ezcdc.instruments.audit.invariant;

import dev.ezcdc.instruments.audit.invariant.Evidence.TransactionChange;
import java.util.HashMap;
import java.util.Map;

/** Each redelivery is recognizable, so a consumer that skips redeliveries applies no change twice. */
public final class RedeliveriesRecognized implements Invariant {

    @Override
    public Violation check(Evidence evidence) {
        Map<TransactionChange, ObservedEvent> applied = new HashMap<>();
        Violation violation = Violation.NONE;
        for (ObservedEvent event : evidence.firstDeliveries()) {
            if (event.snapshotRead()) {
                continue;
            }
            ObservedEvent first = applied.putIfAbsent(new TransactionChange(event.xid(), event.change()), event);
            if (first != null) {
                violation = violation.plus(event.change().kind() + " of "
                        + event.change().table() + " " + event.change().id() + " at " + event.location()
                        + " was treated as a first delivery, although that was at " + first.location());
            }
        }
        return violation;
    }
}
