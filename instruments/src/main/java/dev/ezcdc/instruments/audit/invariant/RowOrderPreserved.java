package dev.ezcdc.instruments.audit.invariant;

import java.util.HashMap;
import java.util.Map;

/** The changes of a row arrive in the order in which they were made, once redeliveries are removed. */
public final class RowOrderPreserved implements Invariant {

    private record RowKey(String table, long id) {}

    @Override
    public Violation check(Evidence evidence) {
        Map<RowKey, Long> last = new HashMap<>();
        Violation violation = Violation.NONE;
        for (ObservedEvent told : evidence.firstDeliveries()) {
            Long place = evidence.writeOrderOf(told);
            if (place == null || told.event().key() == null) {
                continue;
            }
            Long before = last.put(new RowKey(told.change().table(), told.change().id()), place);
            if (before != null && before >= place) {
                violation = violation.plus(
                        told.change().kind() + " of " + told.change().table() + " "
                                + told.change().id() + " at " + told.location() + " came after a later change of its row");
            }
        }
        return violation;
    }
}
