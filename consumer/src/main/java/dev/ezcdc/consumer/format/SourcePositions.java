package dev.ezcdc.consumer.format;

import dev.ezcdc.envelope.source.Db2Source;
import dev.ezcdc.envelope.source.MongoSource;
import dev.ezcdc.envelope.source.MySqlSource;
import dev.ezcdc.envelope.source.OracleSource;
import dev.ezcdc.envelope.source.Source;
import dev.ezcdc.envelope.source.SqlServerSource;
import java.io.IOException;

/** Writes where a change is in the log of a database other than PostgreSQL. */
final class SourcePositions {

    private SourcePositions() {}

    static void write(JsonValueWriter values, Source source) throws IOException {
        if (source instanceof MySqlSource mysql) {
            values.writeField("file", mysql.file());
            values.writeField("pos", mysql.pos());
            values.writeField("row", mysql.row());
            values.writeField("gtid", mysql.gtid());
        } else if (source instanceof SqlServerSource sqlServer) {
            values.writeField("change_lsn", sqlServer.changeLsn());
            values.writeField("commit_lsn", sqlServer.commitLsn());
            values.writeField("event_serial_no", sqlServer.eventSerialNo());
        } else if (source instanceof Db2Source db2) {
            values.writeField("change_lsn", db2.changeLsn());
            values.writeField("commit_lsn", db2.commitLsn());
        } else if (source instanceof OracleSource oracle) {
            values.writeField("tx_id", oracle.txId());
            values.writeField("scn", oracle.scn());
            values.writeField("commit_scn", oracle.commitScn());
            values.writeField("redo_thread", oracle.redoThread());
        } else if (source instanceof MongoSource mongo) {
            values.writeField("ord", mongo.ord());
        }
    }
}
