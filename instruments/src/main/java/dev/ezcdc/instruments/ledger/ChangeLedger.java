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
 * The account of one run: every committed change beside the event that tells of it, row by row and in order.
 *
 * <p>An event may overtake the answer to its own statement, so either side may come first; what is there on both sides is
 * compared, image by image, and struck off. What is left on the side of the commits at the end is lost. An event at or
 * before the position up to which its row has been struck off is a redelivery.
 *
 * <p>Thread-safe. Needs memory for every row that was written (so that a late redelivery is still known as one), not for
 * every change.
 */
public final class ChangeLedger {

    private static final long HIGHEST_NANOS = 3_600_000_000_000L;

    private final Map<Long, RowHistory> rows = new HashMap<>();
    private final Histogram latency = new Histogram(HIGHEST_NANOS, 3);
    private long inserted;
    private long updated;
    private long deleted;
    private long matched;
    private long duplicated;
    private long inDoubt;
    private long mismatched;

    /**
     * A change that is committed.
     *
     * @param intendedNanos when it was due, as {@link System#nanoTime()}
     */
    public synchronized void addCommitted(WrittenChange change, long intendedNanos) {
        switch (change.operation()) {
            case INSERT -> inserted++;
            case UPDATE -> updated++;
            case DELETE -> deleted++;
        }
        RowHistory row = row(change.id());
        row.unmatchedChanges.add(new CommittedChange(change, intendedNanos, true));
        match(row);
    }

    /** A change that may be committed or not: it counts as lost in no case, and is the last of its row. */
    public synchronized void inDoubt(WrittenChange change, long intendedNanos) {
        inDoubt++;
        RowHistory row = row(change.id());
        row.unmatchedChanges.add(new CommittedChange(change, intendedNanos, false));
        match(row);
    }

    /**
     * An event that arrived; one that is neither create, update nor delete is none of this account's.
     *
     * @param nanos when, as {@link System#nanoTime()}
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

    /** How the account stands. */
    public synchronized LedgerSummary summary() {
        long lost = 0;
        long unknown = 0;
        for (RowHistory row : rows.values()) {
            lost += row.unmatchedChanges.stream().filter(CommittedChange::certain).count();
            unknown += row.unmatchedEvents.size();
        }
        return new LedgerSummary(
                inserted, updated, deleted, matched, lost, duplicated, mismatched, inDoubt, unknown, latency.copy());
    }

    /** How many committed changes have not arrived yet. */
    public synchronized long outstandingCount() {
        return inserted + updated + deleted - matched - mismatched;
    }

    private RowHistory row(long id) {
        return rows.computeIfAbsent(id, key -> new RowHistory());
    }

    private void match(RowHistory row) {
        while (!row.unmatchedEvents.isEmpty()) {
            ReceivedEvent arrived = row.unmatchedEvents.element();
            if (row.isRedelivery(arrived.event)) {
                row.unmatchedEvents.remove();
                duplicated++;
                continue;
            }
            if (row.unmatchedChanges.isEmpty()) {
                break;
            }
            CommittedChange expected = row.unmatchedChanges.remove();
            row.unmatchedEvents.remove();
            row.matchedUpTo = arrived.event.position();
            if (!describes(arrived.event, expected.change)) {
                mismatched++;
                continue;
            }
            if (expected.certain) {
                matched++;
                latency.recordValue(Math.min(HIGHEST_NANOS, Math.max(0, arrived.nanos - expected.intendedNanos)));
            }
        }
    }

    /** Whether an event tells of this change, and of nothing else. */
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

    private record CommittedChange(WrittenChange change, long intendedNanos, boolean certain) {}

    private record ReceivedEvent(ChangeEvent event, long nanos) {}

    private static final class RowHistory {
        private final Deque<CommittedChange> unmatchedChanges = new ArrayDeque<>(2);
        private final Deque<ReceivedEvent> unmatchedEvents = new ArrayDeque<>(2);
        private @Nullable Position matchedUpTo;

        boolean isRedelivery(ChangeEvent event) {
            Position position = event.position();
            return position != null && matchedUpTo != null && position.compareTo(matchedUpTo) <= 0;
        }
    }
}
