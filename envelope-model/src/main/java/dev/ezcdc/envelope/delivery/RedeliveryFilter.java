package dev.ezcdc.envelope.delivery;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.source.MySqlSource;

/**
 * Recognizes redelivered changes. After a restart a connector writes changes again that it wrote before; a filter accepts
 * the first delivery of each change and rejects the others. It never rejects a first delivery: a change is a redelivery
 * only if the filter remembers a change with the same identity. When in doubt, the change counts as new.
 *
 * <pre>
 * connector              recognized by
 * postgresql             transaction id, LSN, commit timestamp, operation, key, images; only with a key
 * mysql                  server id, GTID, file, pos, row, …; with or without a key
 * mariadb                the same, once a later transaction has arrived; needs GTIDs. Within one transaction, two changes can
 *                        be equal in every field, so there each counts as new.
 * sqlserver              commit LSN, change LSN, event serial number, …
 * db2                    commit LSN, change LSN, …; only with a key
 * others                 not recognized: every change counts as new
 * </pre>
 *
 * Snapshot reads and logical messages always count as new. Identities do not depend on the order of changes,
 * so it does not matter whether several connectors write to the topic, whether offsets were reset, or whether a replica was
 * promoted.
 *
 * <p><b>Memory.</b> A filter remembers the last 131,072 changes (configurable), in at most 2.4 MB. Redeliveries of earlier
 * changes count as new. Each call takes time in proportion to the size of the change.
 *
 * <p><b>Requirements.</b> Keys must be unique among the rows of one {@code COPY}; they are, unless {@code
 * message.key.columns} names columns that are not unique. On MySQL, {@code binlog_transaction_compression} must be off:
 * with compression the changes of a transaction share one position, which the filter detects only from the changes
 * themselves; from then on it treats the log like MariaDB's. On MariaDB, the sequence numbers of one server must ascend, and
 * the connector's offset must not be set to a position within a transaction.
 *
 * <p>One filter serves one partition of a topic and must see its records in order. Not thread-safe.
 */
public final class RedeliveryFilter {

    /** The number of changes that a filter remembers by default. */
    public static final int DEFAULT_WINDOW = 1 << 17;

    private final FingerprintWindow window;
    private final ChangeFingerprint.Digest digest = new ChangeFingerprint.Digest();
    private final CanonicalBytes identity = new CanonicalBytes();
    private final BinlogEvidence binlog = new BinlogEvidence(digest);

    private RedeliveryFilter(int window) {
        this.window = new FingerprintWindow(window);
    }

    /** Creates a filter that remembers {@link #DEFAULT_WINDOW} changes. */
    public static RedeliveryFilter create() {
        return create(DEFAULT_WINDOW);
    }

    /**
     * Creates a filter.
     *
     * @param window the number of changes to remember: a power of two, at least 64
     * @throws IllegalArgumentException if the window is not a power of two or is less than 64
     */
    public static RedeliveryFilter create(int window) {
        return new RedeliveryFilter(window);
    }

    /**
     * Accepts a change if this is its first delivery, and remembers it. Must be called once for each record.
     *
     * @return false if the change was delivered before
     */
    public boolean accept(ChangeEvent event) {
        if (!ChangeIdentity.write(event, identity)) {
            return true;
        }
        boolean isNew = window.add(digest.of(identity));
        return event.source() instanceof MySqlSource source ? binlog.isFirstDelivery(event, source, isNew) : isNew;
    }

    /** Returns the number of changes with an identity that this filter accepted as new or restored. */
    public long accepted() {
        return window.added();
    }

    /** Returns the state after all changes so far; see {@link #state(long)}. */
    public RedeliveryState state() {
        return state(accepted());
    }

    /**
     * Returns the state as it was when {@link #accepted()} returned a number. It holds the last 300 changes; redeliveries of
     * earlier ones count as new after {@link #restore}.
     *
     * @param accepted the number, at most {@link #accepted()}
     */
    public RedeliveryState state(long accepted) {
        return new RedeliveryState(window.last(RedeliveryState.MAX_CHANGES, accepted));
    }

    /** Adds the changes of another filter's state to those that this one remembers. */
    public void restore(RedeliveryState state) {
        state.fingerprints().forEach(window::add);
    }
}
