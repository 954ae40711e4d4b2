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

    private final Map<Long, RowAccount> rows = new HashMap<>();
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
    public synchronized void committed(WrittenChange change, long intendedNanos) {
        switch (change.operation()) {
            case INSERT -> inserted++;
            case UPDATE -> updated++;
            case DELETE -> deleted++;
        }
        RowAccount row = row(change.id());
        row.expected.add(new Expected(change, intendedNanos, true));
        settle(row);
    }

    /** A change that may be committed or not: it counts as lost in no case, and is the last of its row. */
    public synchronized void inDoubt(WrittenChange change, long intendedNanos) {
        inDoubt++;
        RowAccount row = row(change.id());
        row.expected.add(new Expected(change, intendedNanos, false));
        settle(row);
    }

    /**
     * An event that arrived; one that is neither create, update nor delete is none of this account's.
     *
     * @param nanos when, as {@link System#nanoTime()}
     */
    public synchronized void arrived(ChangeEvent event, long nanos) {
        if (!(event instanceof Create || event instanceof Update || event instanceof Delete)) {
            return;
        }
        Row key = event.key();
        if (key == null || !key.contains("id") || !(key.get("id") instanceof Number id)) {
            return;
        }
        RowAccount row = row(id.longValue());
        row.arrived.add(new Arrived(event, nanos));
        settle(row);
    }

    /** How the account stands. */
    public synchronized LedgerSummary summary() {
        long lost = 0;
        long unknown = 0;
        for (RowAccount row : rows.values()) {
            lost += row.expected.stream().filter(Expected::certain).count();
            unknown += row.arrived.size();
        }
        return new LedgerSummary(
                inserted, updated, deleted, matched, lost, duplicated, mismatched, inDoubt, unknown, latency.copy());
    }

    /** How many committed changes have not arrived yet. */
    public synchronized long outstanding() {
        return inserted + updated + deleted - matched - mismatched;
    }

    private RowAccount row(long id) {
        return rows.computeIfAbsent(id, key -> new RowAccount());
    }

    private void settle(RowAccount row) {
        while (!row.arrived.isEmpty()) {
            Arrived arrived = row.arrived.element();
            if (row.isRedelivery(arrived.event)) {
                row.arrived.remove();
                duplicated++;
                continue;
            }
            if (row.expected.isEmpty()) {
                break;
            }
            Expected expected = row.expected.remove();
            row.arrived.remove();
            row.settledUpTo = arrived.event.position();
            if (!tells(arrived.event, expected.change)) {
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
    private static boolean tells(ChangeEvent event, WrittenChange change) {
        return switch (change.operation()) {
            case INSERT -> event instanceof Create create && same(create.after(), change.after());
            case UPDATE ->
                event instanceof Update update
                        && same(update.before(), change.before())
                        && same(update.after(), change.after());
            case DELETE -> event instanceof Delete delete && same(delete.before(), change.before());
        };
    }

    private static boolean same(@Nullable Row image, @Nullable WrittenRow written) {
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

    private record Expected(WrittenChange change, long intendedNanos, boolean certain) {}

    private record Arrived(ChangeEvent event, long nanos) {}

    private static final class RowAccount {
        private final Deque<Expected> expected = new ArrayDeque<>(2);
        private final Deque<Arrived> arrived = new ArrayDeque<>(2);
        private @Nullable Position settledUpTo;

        boolean isRedelivery(ChangeEvent event) {
            Position position = event.position();
            return position != null && settledUpTo != null && position.compareTo(settledUpTo) <= 0;
        }
    }
}
