package dev.ezcdc.benchmarks.contender;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import dev.ezcdc.envelope.source.MongoSource;
import dev.ezcdc.envelope.source.MySqlSource;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.envelope.source.Source;
import org.jspecify.annotations.Nullable;

/** This project's decoder, followed by a call of every accessor, whose results are kept. */
final class EzcdcForcedDecoder implements Decoder<EzcdcForcedDecoder.ForcedChange> {

    /** More than the fields of a source and of an envelope. */
    private static final int OTHER_VALUES = 24;

    private final EnvelopeDecoder decoder = EnvelopeDecoder.create();
    private final EzcdcDecoder comparison = new EzcdcDecoder();

    /** @param values every value of the change, which keeps the compiler from removing the calls */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record ForcedChange(ChangeEvent change, @Nullable Object[] values) {}

    @Override
    public ForcedChange decode(byte[] key, byte[] value) {
        ChangeEvent change = (ChangeEvent) decoder.decode(key, value);
        Row before = EzcdcDecoder.before(change);
        Row after = EzcdcDecoder.after(change);
        Row rowKey = change.key();
        @Nullable Object[] values = new Object[OTHER_VALUES + size(rowKey) + size(before) + size(after)];
        int count = readSource(change.source(), values);
        values[count++] = change.op();
        values[count++] = change.timestamp();
        values[count++] = change.transaction();
        count = read(rowKey, values, count);
        count = read(before, values, count);
        read(after, values, count);
        return new ForcedChange(change, values);
    }

    private static int size(@Nullable Row row) {
        return row == null ? 0 : row.size();
    }

    private static int read(@Nullable Row row, @Nullable Object[] values, int start) {
        int size = size(row);
        for (int i = 0; row != null && i < size; i++) {
            values[start + i] = row.get(i);
        }
        return start + size;
    }

    private static int readSource(Source source, @Nullable Object[] values) {
        int count = 0;
        values[count++] = source.version();
        values[count++] = source.connector();
        values[count++] = source.name();
        values[count++] = source.snapshot();
        values[count++] = source.db();
        values[count++] = source.timestamp();
        values[count++] = source.extra();
        if (source instanceof PostgresSource postgres) {
            values[count++] = postgres.sequence();
            values[count++] = postgres.schema();
            values[count++] = postgres.table();
            values[count++] = postgres.txId();
            values[count++] = postgres.lsn();
            values[count++] = postgres.xmin();
            values[count++] = postgres.origin();
            values[count++] = postgres.originLsn();
        } else if (source instanceof MySqlSource mySql) {
            values[count++] = mySql.table();
            values[count++] = mySql.serverId();
            values[count++] = mySql.gtid();
            values[count++] = mySql.file();
            values[count++] = mySql.pos();
            values[count++] = mySql.row();
            values[count++] = mySql.thread();
            values[count++] = mySql.query();
        } else if (source instanceof MongoSource mongo) {
            values[count++] = mongo.collection();
            values[count++] = mongo.ord();
            values[count++] = mongo.lsid();
            values[count++] = mongo.txnNumber();
            values[count++] = mongo.wallTime();
        }
        return count;
    }

    @Override
    public ComparableChange toComparable(ForcedChange decoded) {
        return comparison.toComparable(decoded.change());
    }
}
