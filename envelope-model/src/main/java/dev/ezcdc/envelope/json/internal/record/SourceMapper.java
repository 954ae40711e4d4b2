package dev.ezcdc.envelope.json.internal.record;

import dev.ezcdc.envelope.source.Db2Source;
import dev.ezcdc.envelope.source.MongoSource;
import dev.ezcdc.envelope.source.MySqlSource;
import dev.ezcdc.envelope.source.OracleSource;
import dev.ezcdc.envelope.source.OtherSource;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.envelope.source.Snapshot;
import dev.ezcdc.envelope.source.Source;
import dev.ezcdc.envelope.source.SqlServerSource;
import java.time.Instant;

/** Maps the fields of {@code source} to the type for its connector (each connector's {@code SourceInfoStructMaker}). */
final class SourceMapper {

    /** The fields that every connector writes. */
    private record Common(
            String version, String connector, String name, Instant timestamp, Snapshot snapshot, String db) {}

    private SourceMapper() {}

    static Source toSource(Fields fields) {
        String version = fields.takeText("version");
        String connector = fields.takeText("connector");
        String name = fields.takeText("name");
        Instant timestamp = fields.takeTimestamp();
        Snapshot snapshot = Snapshot.fromText(fields.takeTextOrNull("snapshot"));
        if (snapshot == null) {
            throw fields.fail("snapshot to be a value that Debezium writes, such as true, last or false");
        }
        Common common = new Common(version, connector, name, timestamp, snapshot, fields.takeText("db"));
        if (connector.equals("postgresql")) {
            return toPostgresSource(common, fields);
        }
        // Only PostgreSQL's connector writes a value here. If another connector starts to, the value is retained.
        fields.dropIfNull("sequence");
        return switch (connector) {
            case "mysql", "mariadb" -> toMySqlSource(common, fields);
            case "sqlserver" -> toSqlServerSource(common, fields);
            case "oracle" -> toOracleSource(common, fields);
            case "mongodb" -> toMongoSource(common, fields);
            case "db2" -> toDb2Source(common, fields);
            default -> toOtherSource(common, fields);
        };
    }

    private static PostgresSource toPostgresSource(Common common, Fields fields) {
        return new PostgresSource(
                common.version,
                common.connector,
                common.name,
                common.timestamp,
                common.snapshot,
                common.db,
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

    private static MySqlSource toMySqlSource(Common common, Fields fields) {
        return new MySqlSource(
                common.version,
                common.connector,
                common.name,
                common.timestamp,
                common.snapshot,
                common.db,
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

    private static SqlServerSource toSqlServerSource(Common common, Fields fields) {
        return new SqlServerSource(
                common.version,
                common.connector,
                common.name,
                common.timestamp,
                common.snapshot,
                common.db,
                fields.takeText("schema"),
                fields.takeText("table"),
                fields.takeTextOrNull("change_lsn"),
                fields.takeTextOrNull("commit_lsn"),
                fields.takeLongOrNull("event_serial_no"),
                fields.remaining());
    }

    private static OracleSource toOracleSource(Common common, Fields fields) {
        return new OracleSource(
                common.version,
                common.connector,
                common.name,
                common.timestamp,
                common.snapshot,
                common.db,
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

    private static MongoSource toMongoSource(Common common, Fields fields) {
        return new MongoSource(
                common.version,
                common.connector,
                common.name,
                common.timestamp,
                common.snapshot,
                common.db,
                fields.takeText("collection"),
                fields.takeInt("ord"),
                fields.takeTextOrNull("lsid"),
                fields.takeLongOrNull("txnNumber"),
                fields.takeMillisOrNull("wallTime"),
                fields.remaining());
    }

    private static Db2Source toDb2Source(Common common, Fields fields) {
        return new Db2Source(
                common.version,
                common.connector,
                common.name,
                common.timestamp,
                common.snapshot,
                common.db,
                fields.takeText("schema"),
                fields.takeText("table"),
                fields.takeTextOrNull("change_lsn"),
                fields.takeTextOrNull("commit_lsn"),
                fields.remaining());
    }

    private static OtherSource toOtherSource(Common common, Fields fields) {
        return new OtherSource(
                common.version,
                common.connector,
                common.name,
                common.timestamp,
                common.snapshot,
                common.db,
                fields.takeTextOrNull("schema"),
                fields.takeTextOrNull("table"),
                fields.remaining());
    }
}
