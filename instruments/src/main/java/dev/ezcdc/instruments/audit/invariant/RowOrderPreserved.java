package dev.ezcdc.instruments.audit.invariant;

import java.util.HashMap;
import java.util.Map;

/** The changes of a row arrive in the order in which they were made, without redeliveries. */
public final class RowOrderPreserved implements Invariant {

    private record RowKey(String table, long id) {}

    @Override
    public Violation check(Evidence evidence) {
        Map<RowKey, Long> last = new HashMap<>();
        Violation violation = Violation.NONE;
        for (ObservedEvent event : evidence.firstDeliveries()) {
            Long order = evidence.writeOrderOf(event);
            if (order == null || event.event().key() == null) {
                continue;
            }
            Long previous =
                    last.put(new RowKey(event.change().table(), event.change().id()), order);
            if (previous != null && previous >= order) {
                violation = violation.plus(event.change().kind() + " of "
                        + event.change().table() + " " + event.change().id() + " at " + event.location()
                        + " arrived after a later change of its row");
            }
        }
        return violation;
    }
}
