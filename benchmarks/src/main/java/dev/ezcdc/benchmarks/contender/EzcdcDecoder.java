package dev.ezcdc.benchmarks.contender;

import static dev.ezcdc.benchmarks.contender.mapping.DecodedChange.require;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.TransactionBlock;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import dev.ezcdc.envelope.source.MongoSource;
import dev.ezcdc.envelope.source.MySqlSource;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.envelope.source.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** This project's decoder. */
final class EzcdcDecoder implements Decoder<CdcRecord> {

    private final EnvelopeDecoder decoder = EnvelopeDecoder.create();

    @Override
    public CdcRecord decode(byte[] key, byte[] value) {
        return decoder.decode(key, value);
    }

    @Override
    public ComparableChange toComparable(CdcRecord decoded) {
        if (!(decoded instanceof ChangeEvent change)) {
            throw new IllegalArgumentException("not a change event: " + decoded);
        }
        Source source = change.source();
        return new ComparableChange(
                change.op().code(),
                require(row(change.key()), "key"),
                row(before(change)),
                row(after(change)),
                source(source),
                transaction(change.transaction()),
                source.timestamp(),
                change.timestamp());
    }

    static @Nullable Row before(ChangeEvent change) {
        if (change instanceof Update update) {
            return update.before();
        }
        return change instanceof Delete delete ? delete.before() : null;
    }

    static @Nullable Row after(ChangeEvent change) {
        if (change instanceof Update update) {
            return update.after();
        }
        if (change instanceof Create create) {
            return create.after();
        }
        return change instanceof Read read ? read.after() : null;
    }

    private static @Nullable Map<String, @Nullable Object> row(@Nullable Row row) {
        return row == null ? null : ComparableChange.normalize(row.asMap());
    }

    private static Map<String, @Nullable Object> source(Source source) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("version", source.version());
        fields.put("connector", source.connector());
        fields.put("name", source.name());
        fields.put("snapshot", source.snapshot().text());
        fields.put("db", source.db());
        fields.put("sequence", null);
        if (source instanceof PostgresSource postgres) {
            fields.put("sequence", postgres.sequence());
            fields.put("schema", postgres.schema());
            fields.put("table", postgres.table());
            fields.put("txId", postgres.txId());
            fields.put("lsn", postgres.lsn());
            fields.put("xmin", postgres.xmin());
            fields.put("origin", postgres.origin());
            fields.put("origin_lsn", postgres.originLsn());
        } else if (source instanceof MySqlSource mySql) {
            fields.put("table", mySql.table());
            fields.put("server_id", mySql.serverId());
            fields.put("gtid", mySql.gtid());
            fields.put("file", mySql.file());
            fields.put("pos", mySql.pos());
            fields.put("row", (long) mySql.row());
            fields.put("thread", mySql.thread());
            fields.put("query", mySql.query());
        } else if (source instanceof MongoSource mongo) {
            fields.put("collection", mongo.collection());
            fields.put("ord", (long) mongo.ord());
            fields.put("lsid", mongo.lsid());
            fields.put("txnNumber", mongo.txnNumber());
            fields.put("wallTime", require(mongo.wallTime(), "wallTime").toEpochMilli());
        }
        fields.putAll(ComparableChange.normalize(source.extra().asMap()));
        return fields;
    }

    private static @Nullable Map<String, @Nullable Object> transaction(@Nullable TransactionBlock block) {
        if (block == null) {
            return null;
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", block.id());
        fields.put("total_order", block.totalOrder());
        fields.put("data_collection_order", block.dataCollectionOrder());
        return fields;
    }
}
