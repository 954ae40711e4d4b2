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

/** From the fields of {@code source} to the type of its connector (each connector's {@code SourceInfoStructMaker}). */
final class SourceMapper {

    private SourceMapper() {}

    static Source source(Fields fields) {
        String version = fields.text("version");
        String connector = fields.text("connector");
        String name = fields.text("name");
        Instant timestamp = fields.timestamp();
        Snapshot snapshot = Snapshot.fromText(fields.textOrNull("snapshot"));
        if (snapshot == null) {
            throw fields.fail("a snapshot of true, first, last, false, incremental or their like");
        }
        SourceInfo info = new SourceInfo(version, connector, name, snapshot, fields.text("db"));
        if (connector.equals("postgresql")) {
            return postgres(info, timestamp, fields);
        }
        // Only PostgreSQL's connector fills it; that of others is kept, should they ever do.
        fields.forgetIfNull("sequence");
        return switch (connector) {
            case "mysql", "mariadb" -> mySql(info, timestamp, fields);
            case "sqlserver" -> sqlServer(info, timestamp, fields);
            case "oracle" -> oracle(info, timestamp, fields);
            case "mongodb" -> mongo(info, timestamp, fields);
            case "db2" -> db2(info, timestamp, fields);
            default -> other(info, timestamp, fields);
        };
    }

    private static PostgresSource postgres(SourceInfo info, Instant timestamp, Fields fields) {
        return new PostgresSource(
                info,
                timestamp,
                fields.textOrNull("sequence"),
                fields.text("schema"),
                fields.text("table"),
                fields.integerOrNull("txId"),
                fields.integerOrNull("lsn"),
                fields.integerOrNull("xmin"),
                fields.textOrNull("origin"),
                fields.integerOrNull("origin_lsn"),
                fields.rest());
    }

    private static MySqlSource mySql(SourceInfo info, Instant timestamp, Fields fields) {
        return new MySqlSource(
                info,
                timestamp,
                fields.textOrNull("table"),
                fields.integer("server_id"),
                fields.textOrNull("gtid"),
                fields.text("file"),
                fields.integer("pos"),
                fields.int32("row"),
                fields.integerOrNull("thread"),
                fields.textOrNull("query"),
                fields.rest());
    }

    private static SqlServerSource sqlServer(SourceInfo info, Instant timestamp, Fields fields) {
        return new SqlServerSource(
                info,
                timestamp,
                fields.text("schema"),
                fields.text("table"),
                fields.textOrNull("change_lsn"),
                fields.textOrNull("commit_lsn"),
                fields.integerOrNull("event_serial_no"),
                fields.rest());
    }

    private static OracleSource oracle(SourceInfo info, Instant timestamp, Fields fields) {
        return new OracleSource(
                info,
                timestamp,
                fields.text("schema"),
                fields.text("table"),
                fields.textOrNull("txId"),
                fields.textOrNull("scn"),
                fields.textOrNull("commit_scn"),
                fields.textOrNull("lcr_position"),
                fields.textOrNull("rs_id"),
                fields.integerOrNull("ssn"),
                fields.integerOrNull("redo_thread"),
                fields.textOrNull("user_name"),
                fields.textOrNull("redo_sql"),
                fields.textOrNull("row_id"),
                fields.textOrNull("start_scn"),
                fields.millisOrNull("start_ts_ms"),
                fields.millisOrNull("commit_ts_ms"),
                fields.integerOrNull("txSeq"),
                fields.rest());
    }

    private static MongoSource mongo(SourceInfo info, Instant timestamp, Fields fields) {
        return new MongoSource(
                info,
                timestamp,
                fields.text("collection"),
                fields.int32("ord"),
                fields.textOrNull("lsid"),
                fields.integerOrNull("txnNumber"),
                fields.millisOrNull("wallTime"),
                fields.rest());
    }

    private static Db2Source db2(SourceInfo info, Instant timestamp, Fields fields) {
        return new Db2Source(
                info,
                timestamp,
                fields.text("schema"),
                fields.text("table"),
                fields.textOrNull("change_lsn"),
                fields.textOrNull("commit_lsn"),
                fields.rest());
    }

    private static OtherSource other(SourceInfo info, Instant timestamp, Fields fields) {
        return new OtherSource(info, timestamp, fields.textOrNull("schema"), fields.textOrNull("table"), fields.rest());
    }
}
