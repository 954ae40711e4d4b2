package dev.ezcdc.instruments.ledger;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.Position;
import dev.ezcdc.loadgen.WrittenChange;
import dev.ezcdc.loadgen.WrittenRow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Matches each committed change of a run with its event, row by row and in order.
 *
 * <p>An event may arrive before the answer to its statement, so either side may come first. When both are present, their
 * row images are compared and both are removed. Committed changes that remain at the end are lost. An event at or before
 * the position of the row's last matched event is a redelivery.
 *
 * <p>Thread-safe. Uses memory per written row, not per change, so that late redeliveries are recognized.
 */
public final class ChangeLedger {

    private static final long MAX_NANOS = 3_600_000_000_000L;

    private final Map<Long, RowHistory> rows = new HashMap<>();
    private final Histogram latency = new Histogram(MAX_NANOS, 3);
    private long inserted;
    private long updated;
    private long deleted;
    private long matched;
    private long duplicated;
    private long inDoubt;
    private long mismatched;

    /**
     * Adds a committed change.
     *
     * @param intendedNanos scheduled time, as {@link System#nanoTime()}
     */
    public synchronized void addCommitted(WrittenChange change, long intendedNanos) {
        switch (change.operation()) {
            case INSERT -> inserted++;
            case UPDATE -> updated++;
            case DELETE -> deleted++;
        }
        RowHistory row = row(change.id());
        row.unmatchedChanges.add(new ExpectedChange(change, intendedNanos, true));
        match(row);
    }

    /** Adds a change whose commit is in doubt. It never counts as lost, and must be the last change of its row. */
    public synchronized void addInDoubt(WrittenChange change, long intendedNanos) {
        inDoubt++;
        RowHistory row = row(change.id());
        row.unmatchedChanges.add(new ExpectedChange(change, intendedNanos, false));
        match(row);
    }

    /**
     * Adds a received event. Events other than creates, updates and deletes are ignored.
     *
     * @param nanos time of arrival, as {@link System#nanoTime()}
     */
    public synchronized void addEvent(ChangeEvent event, long nanos) {
        if (!(event instanceof Create || event instanceof Update || event instanceof Delete)) {
            return;
        }
        Row key = event.key();
        if (key == null || !key.contains("id") || !(key.get("id") instanceof Number id)) {
            return;
        }
        RowHistory row = row(id.longValue());
        row.unmatchedEvents.add(new ReceivedEvent(event, nanos));
        match(row);
    }

    /** Returns the current state of the reconciliation. */
    public synchronized LedgerSummary summary() {
        long lost = 0;
        long unknown = 0;
        for (RowHistory row : rows.values()) {
            lost += row.unmatchedChanges.stream()
                    .filter(ExpectedChange::certain)
                    .count();
            unknown += row.unmatchedEvents.size();
        }
        return new LedgerSummary(
                inserted, updated, deleted, matched, lost, duplicated, mismatched, inDoubt, unknown, latency.copy());
    }

    /** Returns the number of committed changes whose events have not arrived yet. */
    public synchronized long outstandingCount() {
        return inserted + updated + deleted - matched - mismatched;
    }

    private RowHistory row(long id) {
        return rows.computeIfAbsent(id, key -> new RowHistory());
    }

    private void match(RowHistory row) {
        while (!row.unmatchedEvents.isEmpty()) {
            ReceivedEvent received = row.unmatchedEvents.element();
            if (row.isRedelivery(received.event)) {
                row.unmatchedEvents.remove();
                duplicated++;
                continue;
            }
            if (row.unmatchedChanges.isEmpty()) {
                break;
            }
            ExpectedChange expected = row.unmatchedChanges.remove();
            row.unmatchedEvents.remove();
            row.matchedUpTo = received.event.position();
            if (!describes(received.event, expected.change)) {
                mismatched++;
                continue;
            }
            if (expected.certain) {
                matched++;
                latency.recordValue(Math.min(MAX_NANOS, Math.max(0, received.nanos - expected.intendedNanos)));
            }
        }
    }

    /** Returns whether an event has the change's operation and row images. */
    private static boolean describes(ChangeEvent event, WrittenChange change) {
        return switch (change.operation()) {
            case INSERT -> event instanceof Create create && hasSameValues(create.after(), change.after());
            case UPDATE ->
                event instanceof Update update
                        && hasSameValues(update.before(), change.before())
                        && hasSameValues(update.after(), change.after());
            case DELETE -> event instanceof Delete delete && hasSameValues(delete.before(), change.before());
        };
    }

    private static boolean hasSameValues(@Nullable Row image, @Nullable WrittenRow written) {
        if (image == null || written == null) {
            return image == null && written == null;
        }
        for (int i = 0; i < written.columns().size(); i++) {
            String column = written.columns().get(i);
            if (!image.contains(column)
                    || !Objects.equals(image.get(column), written.values().get(i))) {
                return false;
            }
        }
        return true;
    }

    private record ExpectedChange(WrittenChange change, long intendedNanos, boolean certain) {}

    private record ReceivedEvent(ChangeEvent event, long nanos) {}

    private static final class RowHistory {
        private final Deque<ExpectedChange> unmatchedChanges = new ArrayDeque<>(2);
        private final Deque<ReceivedEvent> unmatchedEvents = new ArrayDeque<>(2);
        private @Nullable Position matchedUpTo;

        boolean isRedelivery(ChangeEvent event) {
            Position position = event.position();
            return position != null && matchedUpTo != null && position.compareTo(matchedUpTo) <= 0;
        }
    }
}
