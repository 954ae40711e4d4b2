package dev.ezcdc.envelope.source;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The source of a PostgreSQL change.
 *
 * <p>A class with the methods of a record. It stores numbers and timestamps as primitives, and both LSNs of the
 * sequence as numbers, because every change has one such object. Immutable and thread-safe.
 */
public final class PostgresSource implements Source {

    /** The stored form of the sequence. */
    private enum Sequence {
        /** {@code ["lastCommitLsn","lsn"]}. */
        PAIR,
        /** {@code [null,"lsn"]}. */
        FIRST,
        /** Text, or null. */
        TEXT
    }

    private final SourceInfo info;
    private final String schema;
    private final String table;
    private final Sequence sequence;
    private final boolean hasTxId;
    private final boolean hasLsn;
    private final int nanoOfSecond;
    private final long epochSecond;
    private final long lastCommitLsn;
    private final long txId;
    private final long lsn;
    private final @Nullable Rare rare;

    /** Values that most changes do not have. */
    private record Rare(
            @Nullable String sequence,
            @Nullable Long xmin,
            @Nullable String origin,
            @Nullable Long originLsn,
            Row extra) {

        private static final Rare NONE = new Rare(null, null, null, null, Row.EMPTY);
    }

    /**
     * Creates the source of a change.
     *
     * @param timestamp the transaction's commit timestamp, which PostgreSQL takes before it flushes the log
     * @param sequence {@code ["last commit LSN","this LSN"]}, as text
     * @param txId the transaction's id
     * @param lsn the LSN of the change, as an unsigned number; several rows can share one
     * @param xmin the slot's xmin, if the connector tracks it
     * @param origin the replication origin; null unless the change was replicated from another server
     * @param originLsn the LSN of the change in the origin's log
     * @param extra fields without an accessor
     */
    public PostgresSource(
            SourceInfo info,
            Instant timestamp,
            @Nullable String sequence,
            String schema,
            String table,
            @Nullable Long txId,
            @Nullable Long lsn,
            @Nullable Long xmin,
            @Nullable String origin,
            @Nullable Long originLsn,
            Row extra) {
        this.info = info;
        this.schema = schema;
        this.table = table;
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
            long lsn,
            Row extra) {
        this.info = like.info;
        this.schema = like.schema;
        this.table = like.table;
        this.sequence = sequence;
        this.hasTxId = true;
        this.hasLsn = true;
        this.epochSecond = epochSecond;
        this.nanoOfSecond = nanoOfSecond;
        this.lastCommitLsn = last;
        this.txId = txId;
        this.lsn = lsn;
        this.rare = extra.isEmpty() ? null : new Rare(null, null, null, null, extra);
    }

    /**
     * Returns the source of another change of the same table by the same connector, without {@link #xmin()} and {@link
     * #origin()}. Its sequence is {@code ["lastCommitLsn","lsn"]}.
     *
     * @param timestampNanos the commit timestamp, in nanoseconds since 1970
     * @param extra fields without an accessor
     */
    public PostgresSource copyForChange(long timestampNanos, long lastCommitLsn, long txId, long lsn, Row extra) {
        return copyForChange(timestampNanos, Sequence.PAIR, lastCommitLsn, txId, lsn, extra);
    }

    /**
     * Returns the source of another change of the same table, read before the connector's first commit. Its sequence is
     * {@code [null,"lsn"]}.
     *
     * @param timestampNanos the commit timestamp, in nanoseconds since 1970
     * @param extra fields without an accessor
     */
    public PostgresSource copyForFirstChange(long timestampNanos, long txId, long lsn, Row extra) {
        return copyForChange(timestampNanos, Sequence.FIRST, lsn, txId, lsn, extra);
    }

    private PostgresSource copyForChange(
            long timestampNanos, Sequence sequence, long last, long txId, long lsn, Row extra) {
        long second = Math.floorDiv(timestampNanos, 1_000_000_000);
        int nano = (int) (timestampNanos - second * 1_000_000_000);
        return new PostgresSource(this, second, nano, sequence, last, txId, lsn, extra);
    }

    private Rare rare() {
        return rare == null ? Rare.NONE : rare;
    }

    private static String pair(long last, long lsn) {
        return "[\"" + Long.toUnsignedString(last) + "\",\"" + Long.toUnsignedString(lsn) + "\"]";
    }

    private static String first(long lsn) {
        return "[null,\"" + Long.toUnsignedString(lsn) + "\"]";
    }

    @Override
    public SourceInfo info() {
        return info;
    }

    /** Returns the transaction's commit timestamp, which PostgreSQL takes before it flushes the log. */
    @Override
    public Instant timestamp() {
        return Instant.ofEpochSecond(epochSecond, nanoOfSecond);
    }

    /** Returns {@code ["last commit LSN","this LSN"]} as text; null if the message has none. */
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

    /** Returns the transaction's id; null if the message has none. */
    public @Nullable Long txId() {
        return hasTxId ? (Long) txId : null;
    }

    /**
     * Returns the LSN of the change as an unsigned number, which several rows can share; null if the message has none.
     */
    public @Nullable Long lsn() {
        return hasLsn ? (Long) lsn : null;
    }

    /** Returns the slot's xmin; null unless the connector tracks it. */
    public @Nullable Long xmin() {
        return rare().xmin;
    }

    /** Returns the replication origin; null unless the change was replicated from another server. */
    public @Nullable String origin() {
        return rare().origin;
    }

    /** Returns the LSN of the change in the origin's log; null without an origin. */
    public @Nullable Long originLsn() {
        return rare().originLsn;
    }

    @Override
    public Row extra() {
        return rare().extra;
    }

    @Override
    public @Nullable Position position() {
        // All rows of a snapshot carry the LSN of the snapshot, which does not order them.
        return isSnapshot() || !hasLsn ? null : new PostgresPosition(lastCommitLsn, lsn);
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
                && info.equals(that.info)
                && schema.equals(that.schema)
                && table.equals(that.table)
                && Objects.equals(rare, that.rare);
    }

    @Override
    public int hashCode() {
        return Objects.hash(info, schema, table, epochSecond, nanoOfSecond, lastCommitLsn, lsn, txId);
    }

    @Override
    public String toString() {
        return "PostgresSource[info=" + info + ", timestamp=" + timestamp() + ", sequence=" + sequence() + ", schema="
                + schema
                + ", table=" + table + ", txId=" + txId() + ", lsn=" + lsn() + ", xmin=" + xmin() + ", origin="
                + origin()
                + ", originLsn=" + originLsn() + ", extra=" + extra() + "]";
    }
}
