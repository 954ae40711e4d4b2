package dev.ezcdc.envelope.json.internal.record;

import dev.ezcdc.envelope.source.Db2Source;
import dev.ezcdc.envelope.source.MongoSource;
import dev.ezcdc.envelope.source.MySqlSource;
import dev.ezcdc.envelope.source.OracleSource;
import dev.ezcdc.envelope.source.OtherSource;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.envelope.source.Snapshot;
import dev.ezcdc.envelope.source.Source;
import dev.ezcdc.envelope.source.SourceInfo;
import dev.ezcdc.envelope.source.SqlServerSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Maps the fields of {@code source} to the type for its connector (each connector's {@code SourceInfoStructMaker}). */
final class SourceMapper {

    private SourceMapper() {}

    static Source toSource(Fields fields) {
        String version = fields.takeText("version");
        String connector = fields.takeText("connector");
        String name = fields.takeText("name");
        Instant timestamp = fields.takeTimestamp();
        Snapshot snapshot = toSnapshot(fields.take("snapshot", Object.class));
        if (snapshot == null) {
            throw fields.fail("snapshot", "snapshot to be a value that Debezium writes, such as true, last or false");
        }
        SourceInfo info = new SourceInfo(version, connector, name, snapshot, fields.takeText("db"));
        if (connector.equals("postgresql")) {
            return toPostgresSource(info, timestamp, fields);
        }
        // Only PostgreSQL's connector writes a value here. If another connector starts to, the value is retained.
        fields.dropIfNull("sequence");
        return switch (connector) {
            case "mysql", "mariadb" -> toMySqlSource(info, timestamp, fields);
            case "sqlserver" -> toSqlServerSource(info, timestamp, fields);
            case "oracle" -> toOracleSource(info, timestamp, fields);
            case "mongodb" -> toMongoSource(info, timestamp, fields);
            case "db2" -> toDb2Source(info, timestamp, fields);
            default -> toOtherSource(info, timestamp, fields);
        };
    }

    /** Returns null for a value that no connector writes. Before Debezium 1.0 it was a boolean. */
    private static @Nullable Snapshot toSnapshot(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag ? Snapshot.TRUE : Snapshot.FALSE;
        }
        return value == null || value instanceof String ? Snapshot.fromText((String) value) : null;
    }

    private static PostgresSource toPostgresSource(SourceInfo info, Instant timestamp, Fields fields) {
        return new PostgresSource(
                info,
                timestamp,
                fields.takeTextOrNull("sequence"),
                fields.takeText("schema"),
                fields.takeText("table"),
                fields.takeLongOrNull("txId"),
                fields.takeLongOrNull("lsn"),
                fields.takeLongOrNull("xmin"),
                fields.takeTextOrNull("origin"),
                fields.takeLongOrNull("origin_lsn"),
                fields.remaining());
    }

    private static MySqlSource toMySqlSource(SourceInfo info, Instant timestamp, Fields fields) {
        return new MySqlSource(
                info,
                timestamp,
                fields.takeTextOrNull("table"),
                fields.takeLong("server_id"),
                fields.takeTextOrNull("gtid"),
                fields.takeText("file"),
                fields.takeLong("pos"),
                fields.takeInt("row"),
                fields.takeLongOrNull("thread"),
                fields.takeTextOrNull("query"),
                fields.remaining());
    }

    private static SqlServerSource toSqlServerSource(SourceInfo info, Instant timestamp, Fields fields) {
        return new SqlServerSource(
                info,
                timestamp,
                fields.takeText("schema"),
                fields.takeText("table"),
                fields.takeTextOrNull("change_lsn"),
                fields.takeTextOrNull("commit_lsn"),
                fields.takeLongOrNull("event_serial_no"),
                fields.remaining());
    }

    private static OracleSource toOracleSource(SourceInfo info, Instant timestamp, Fields fields) {
        return new OracleSource(
                info,
                timestamp,
                fields.takeText("schema"),
                fields.takeText("table"),
                fields.takeTextOrNull("txId"),
                fields.takeTextOrNull("scn"),
                fields.takeTextOrNull("commit_scn"),
                fields.takeTextOrNull("lcr_position"),
                fields.takeTextOrNull("rs_id"),
                fields.takeLongOrNull("ssn"),
                fields.takeLongOrNull("redo_thread"),
                fields.takeTextOrNull("user_name"),
                fields.takeTextOrNull("redo_sql"),
                fields.takeTextOrNull("row_id"),
                fields.takeTextOrNull("start_scn"),
                fields.takeMillisOrNull("start_ts_ms"),
                fields.takeMillisOrNull("commit_ts_ms"),
                fields.takeLongOrNull("txSeq"),
                fields.remaining());
    }

    private static MongoSource toMongoSource(SourceInfo info, Instant timestamp, Fields fields) {
        return new MongoSource(
                info,
                timestamp,
                fields.takeText("collection"),
                fields.takeInt("ord"),
                fields.takeTextOrNull("lsid"),
                fields.takeLongOrNull("txnNumber"),
                fields.takeMillisOrNull("wallTime"),
                fields.remaining());
    }

    private static Db2Source toDb2Source(SourceInfo info, Instant timestamp, Fields fields) {
        return new Db2Source(
                info,
                timestamp,
                fields.takeText("schema"),
                fields.takeText("table"),
                fields.takeTextOrNull("change_lsn"),
                fields.takeTextOrNull("commit_lsn"),
                fields.remaining());
    }

    private static OtherSource toOtherSource(SourceInfo info, Instant timestamp, Fields fields) {
        return new OtherSource(
                info, timestamp, fields.takeTextOrNull("schema"), fields.takeTextOrNull("table"), fields.remaining());
    }
}
