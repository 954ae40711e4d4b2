package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.PostgresSource;
import dev.ezcdc.envelope.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The source of one table's changes, as PostgreSQL's connector writes it. Most of it is the same from one change to the
 * next: the shape expects what the last change had, in whole runs of fields, and shares it. Immutable.
 */
final class PostgresSourceShape {

    private static final Literal MICROS = new Literal(",\"ts_us\":");
    private static final Literal NANOS = new Literal(",\"ts_ns\":");
    private static final Literal LSN = new Literal(",\"lsn\":");
    private static final Literal NO_COMMIT = new Literal("null,\\\"");
    private static final Literal QUOTE = new Literal("\\\"");
    private static final Literal NEXT = new Literal("\\\",\\\"");
    private static final Literal SEQUENCE_END = new Literal("\\\"]\"");

    private final PostgresSource like;
    private final Literal millis;
    private final Literal sequence;
    private final Literal txId;
    private final Literal end;

    private PostgresSourceShape(PostgresSource like) {
        this.like = like;
        this.millis = new Literal("{\"version\":" + JsonText.quoted(like.version()) + ",\"connector\":"
                + JsonText.quoted(like.connector()) + ",\"name\":" + JsonText.quoted(like.name()) + ",\"ts_ms\":");
        this.sequence = new Literal(",\"snapshot\":" + JsonText.quoted(like.snapshot().text()) + ",\"db\":"
                + JsonText.quoted(like.db()) + ",\"sequence\":\"[");
        this.txId = new Literal(",\"schema\":" + JsonText.quoted(like.schema()) + ",\"table\":"
                + JsonText.quoted(like.table()) + ",\"txId\":");
        this.end = new Literal(",\"xmin\":null,\"origin\":null,\"origin_lsn\":null}");
    }

    /** A shape of changes like this one, or null if it has what few have. */
    static @Nullable PostgresSourceShape like(Source source) {
        return source instanceof PostgresSource postgres
                        && postgres.txId() != null
                        && postgres.lsn() != null
                        && postgres.xmin() == null
                        && postgres.origin() == null
                        && postgres.originLsn() == null
                        && postgres.extra().isEmpty()
                ? new PostgresSourceShape(postgres.ofChange(0, 0, 0, 0))
                : null;
    }

    /** Reads a source; if it is not like the last one the cursor fails. */
    PostgresSource read(ByteCursor cursor) {
        cursor.expect(millis);
        cursor.integer();
        cursor.expect(sequence);
        boolean first = cursor.skip(NO_COMMIT);
        long lastCommit = 0;
        if (!first) {
            cursor.expect(QUOTE);
            lastCommit = cursor.integer();
            cursor.expect(NEXT);
        }
        long sequenceLsn = cursor.integer();
        cursor.expect(SEQUENCE_END);
        cursor.expect(MICROS);
        cursor.integer();
        cursor.expect(NANOS);
        long nanos = cursor.integer();
        cursor.expect(txId);
        long transaction = cursor.integer();
        cursor.expect(LSN);
        long lsn = cursor.integer();
        cursor.expect(end);
        if (lsn != sequenceLsn || lsn < 0 || lastCommit < 0) {
            cursor.fail();
        }
        return first ? like.ofFirstChange(nanos, transaction, lsn) : like.ofChange(nanos, lastCommit, transaction, lsn);
    }
}
