package dev.ezcdc.envelope.source;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of PostgreSQL's.
 *
 * <p>Not a record, though it is meant as one: numbers and times are held without boxes, and the two LSNs of the sequence as
 * numbers, since there is one such object for every change.
 */
public final class PostgresSource implements Source {

    /** How the sequence is held. */
    private enum Sequence {
        /** {@code ["lastCommitLsn","lsn"]}. */
        PAIR,
        /** {@code [null,"lsn"]}. */
        FIRST,
        /** As text, or not at all. */
        TEXT
    }

    private final String version;
    private final String connector;
    private final String name;
    private final String db;
    private final String schema;
    private final String table;
    private final Snapshot snapshot;
    private final Sequence sequence;
    private final boolean hasTxId;
    private final boolean hasLsn;
    private final int nanoOfSecond;
    private final long epochSecond;
    private final long lastCommitLsn;
    private final long txId;
    private final long lsn;
    private final @Nullable Rare rare;

    /** What most changes do not have. */
    private record Rare(
            @Nullable String sequence,
            @Nullable Long xmin,
            @Nullable String origin,
            @Nullable Long originLsn,
            Row extra) {

        private static final Rare NOTHING = new Rare(null, null, null, null, Row.EMPTY);
    }

    /**
     * @param timestamp the transaction's commit timestamp, taken by PostgreSQL before it flushes the log
     * @param sequence {@code ["last commit LSN","this LSN"]}, as text
     * @param txId the transaction's id
     * @param lsn the change's place in the write-ahead log, as an unsigned number; several rows can share one
     * @param xmin the slot's xmin, if the connector tracks it
     * @param origin the replication origin, if the change was replicated from elsewhere
     * @param originLsn the change's place in the origin's log
     */
    public PostgresSource(
            String version,
            String connector,
            String name,
            Instant timestamp,
            Snapshot snapshot,
            String db,
            @Nullable String sequence,
            String schema,
            String table,
            @Nullable Long txId,
            @Nullable Long lsn,
            @Nullable Long xmin,
            @Nullable String origin,
            @Nullable Long originLsn,
            Row extra) {
        this.version = version;
        this.connector = connector;
        this.name = name;
        this.db = db;
        this.schema = schema;
        this.table = table;
        this.snapshot = snapshot;
        this.epochSecond = timestamp.getEpochSecond();
        this.nanoOfSecond = timestamp.getNano();
        this.hasTxId = txId != null;
        this.txId = txId == null ? 0 : txId;
        this.hasLsn = lsn != null;
        this.lsn = lsn == null ? 0 : lsn;
        long last = sequence == null ? this.lsn : PostgresPosition.lastCommitLsn(sequence, this.lsn);
        if (sequence == null || lsn == null) {
            this.sequence = Sequence.TEXT;
        } else if (sequence.equals(pair(last, lsn))) {
            this.sequence = Sequence.PAIR;
        } else {
            this.sequence = sequence.equals(first(lsn)) ? Sequence.FIRST : Sequence.TEXT;
        }
        this.lastCommitLsn = last;
        String text = this.sequence == Sequence.TEXT ? sequence : null;
        this.rare = text == null && xmin == null && origin == null && originLsn == null && extra.isEmpty()
                ? null
                : new Rare(text, xmin, origin, originLsn, extra);
    }

    private PostgresSource(
            PostgresSource like,
            long epochSecond,
            int nanoOfSecond,
            Sequence sequence,
            long last,
            long txId,
            long lsn) {
        this.version = like.version;
        this.connector = like.connector;
        this.name = like.name;
        this.db = like.db;
        this.schema = like.schema;
        this.table = like.table;
        this.snapshot = like.snapshot;
        this.sequence = sequence;
        this.hasTxId = true;
        this.hasLsn = true;
        this.epochSecond = epochSecond;
        this.nanoOfSecond = nanoOfSecond;
        this.lastCommitLsn = last;
        this.txId = txId;
        this.lsn = lsn;
        this.rare = null;
    }

    /**
     * The source of another change of the same table by the same connector, without {@link #xmin()}, {@link #origin()} and
     * {@link #extra()}; its sequence is {@code ["lastCommitLsn","lsn"]}.
     *
     * @param timestampNanos nanoseconds since 1970
     */
    public PostgresSource copyForChange(long timestampNanos, long lastCommitLsn, long txId, long lsn) {
        return copyForChange(timestampNanos, Sequence.PAIR, lastCommitLsn, txId, lsn);
    }

    /** Likewise, where no commit was seen before: the sequence is {@code [null,"lsn"]}. */
    public PostgresSource copyForFirstChange(long timestampNanos, long txId, long lsn) {
        return copyForChange(timestampNanos, Sequence.FIRST, lsn, txId, lsn);
    }

    private PostgresSource copyForChange(long timestampNanos, Sequence sequence, long last, long txId, long lsn) {
        long second = Math.floorDiv(timestampNanos, 1_000_000_000);
        return new PostgresSource(
                this, second, (int) (timestampNanos - second * 1_000_000_000), sequence, last, txId, lsn);
    }

    private Rare rare() {
        return rare == null ? Rare.NOTHING : rare;
    }

    private static String pair(long last, long lsn) {
        return "[\"" + Long.toUnsignedString(last) + "\",\"" + Long.toUnsignedString(lsn) + "\"]";
    }

    private static String first(long lsn) {
        return "[null,\"" + Long.toUnsignedString(lsn) + "\"]";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String connector() {
        return connector;
    }

    @Override
    public String name() {
        return name;
    }

    /** The transaction's commit timestamp, taken by PostgreSQL before it flushes the log. */
    @Override
    public Instant timestamp() {
        return Instant.ofEpochSecond(epochSecond, nanoOfSecond);
    }

    @Override
    public Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public String db() {
        return db;
    }

    /** {@code ["last commit LSN","this LSN"]}, as text. */
    public @Nullable String sequence() {
        return switch (sequence) {
            case PAIR -> pair(lastCommitLsn, lsn);
            case FIRST -> first(lsn);
            case TEXT -> rare().sequence;
        };
    }

    @Override
    public String schema() {
        return schema;
    }

    @Override
    public String table() {
        return table;
    }

    /** The transaction's id. */
    public @Nullable Long txId() {
        return hasTxId ? (Long) txId : null;
    }

    /** The change's place in the write-ahead log, as an unsigned number; several rows can share one. */
    public @Nullable Long lsn() {
        return hasLsn ? (Long) lsn : null;
    }

    /** The slot's xmin, if the connector tracks it. */
    public @Nullable Long xmin() {
        return rare().xmin;
    }

    /** The replication origin, if the change was replicated from elsewhere. */
    public @Nullable String origin() {
        return rare().origin;
    }

    /** The change's place in the origin's log. */
    public @Nullable Long originLsn() {
        return rare().originLsn;
    }

    @Override
    public Row extra() {
        return rare().extra;
    }

    @Override
    public @Nullable Position position() {
        // Rows of a snapshot all carry the LSN that the snapshot was taken at: no order among them.
        return snapshot != Snapshot.FALSE || !hasLsn ? null : new PostgresPosition(lastCommitLsn, lsn);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PostgresSource that
                && epochSecond == that.epochSecond
                && nanoOfSecond == that.nanoOfSecond
                && hasLsn == that.hasLsn
                && lsn == that.lsn
                && hasTxId == that.hasTxId
                && txId == that.txId
                && sequence == that.sequence
                && lastCommitLsn == that.lastCommitLsn
                && snapshot == that.snapshot
                && version.equals(that.version)
                && connector.equals(that.connector)
                && name.equals(that.name)
                && db.equals(that.db)
                && schema.equals(that.schema)
                && table.equals(that.table)
                && Objects.equals(rare, that.rare);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, db, schema, table, epochSecond, nanoOfSecond, lastCommitLsn, lsn, txId);
    }

    @Override
    public String toString() {
        return "PostgresSource[version=" + version + ", connector=" + connector + ", name=" + name + ", timestamp="
                + timestamp() + ", snapshot=" + snapshot + ", db=" + db + ", sequence=" + sequence() + ", schema="
                + schema
                + ", table=" + table + ", txId=" + txId() + ", lsn=" + lsn() + ", xmin=" + xmin() + ", origin="
                + origin()
                + ", originLsn=" + originLsn() + ", extra=" + extra() + "]";
    }
}
