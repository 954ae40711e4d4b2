package dev.ezcdc.envelope.delivery;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.LogicalMessage;
import dev.ezcdc.envelope.Truncate;
import dev.ezcdc.envelope.source.Db2Source;
import dev.ezcdc.envelope.source.MySqlSource;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.envelope.source.Snapshot;
import dev.ezcdc.envelope.source.Source;
import dev.ezcdc.envelope.source.SqlServerSource;

/**
 * The identity of a change: fields that are equal whenever a connector delivers the same change again, and that no two
 * changes of one log have in common.
 *
 * <p>Every identity holds the connector, its {@code topic.prefix}, database, schema, table, commit timestamp, operation,
 * key and images. The connectors add the position of the change in their log:
 *
 * <pre>
 * connector    position in the identity                 why it is unique
 * postgresql   txId, lsn                                Only rows of one COPY share an LSN, and they differ in their key.
 *                                                       A row without a key has no identity: two rows of a COPY can be equal.
 * mysql        server_id, gtid, file, pos, row          `pos` is the event, `row` the row within it, with or without a key.
 * mariadb      the same                                 Not unique since MariaDB 11.4: with binlog_legacy_event_pos=OFF, its
 *                                                       default, the changes of a transaction share `pos`, and `row` starts
 *                                                       again with each statement. See {@link #isUnique}.
 * sqlserver    commit_lsn, change_lsn, event_serial_no  The serial number counts the events of one change LSN.
 * db2          commit_lsn, change_lsn                   Each change has its own LSN; a key is required, for safety.
 * others       none                                     Their changes have no identity.
 * </pre>
 *
 * <p>{@code source.sequence}, the time of the event itself and its place in the transaction are left out on purpose: a
 * connector that restarts in the middle of a transaction writes other values for the same change. Snapshot reads and
 * logical messages have no identity. A truncate has one, with or without a key: if a repeated truncate counted as new
 * while the repeated rows after it do not, a copy of the table would lose these rows.
 *
 * <p>A log can be replaced: by a failover, a restored backup, {@code RESET BINARY LOGS} or a new server under the old
 * name. File names, LSNs and transaction ids then occur again for other changes. Those changes differ in their commit
 * timestamp, and nearly always in GTID, transaction id and images.
 */
final class ChangeIdentity {

    private ChangeIdentity() {}

    /**
     * Writes the identity of a change.
     *
     * @return false if the change has none; the bytes are then meaningless
     */
    static boolean write(ChangeEvent event, CanonicalBytes to) {
        to.clear();
        Source source = event.source();
        if (!isFromLog(source.snapshot()) || event instanceof LogicalMessage) {
            return false;
        }
        // A TRUNCATE names each of its tables once, so it needs no key.
        return writePosition(source, event.key() != null || event instanceof Truncate, to)
                && to.append(source.connector())
                && to.append(source.name())
                && to.append(source.db())
                && to.append(source.schema())
                && to.append(source.table())
                && to.append(source.timestamp())
                && to.append(event.op().name())
                && to.append(event.key())
                && to.append(event.before())
                && to.append(event.after());
    }

    private static boolean isFromLog(Snapshot snapshot) {
        return snapshot == Snapshot.FALSE;
    }

    private static boolean writePosition(Source source, boolean hasKey, CanonicalBytes to) {
        if (source instanceof PostgresSource postgres) {
            return hasKey && postgres.lsn() != null && to.append(postgres.txId()) && to.append(postgres.lsn());
        } else if (source instanceof MySqlSource mySql) {
            return (hasKey || isUnique(mySql)) && writePosition(mySql, to);
        } else if (source instanceof SqlServerSource sqlServer) {
            return sqlServer.changeLsn() != null
                    && to.append(sqlServer.commitLsn())
                    && to.append(sqlServer.changeLsn())
                    && to.append(sqlServer.eventSerialNo());
        } else if (source instanceof Db2Source db2) {
            return hasKey && db2.changeLsn() != null && to.append(db2.commitLsn()) && to.append(db2.changeLsn());
        }
        return false;
    }

    /**
     * Returns whether a change that has an identity is the only one that has it. In MariaDB's log, two changes of one
     * transaction can be equal in every field: of the updates a→b, b→a, a→b the first and the third.
     */
    static boolean isUnique(Source source) {
        return !source.connector().equals("mariadb");
    }

    static boolean writePosition(MySqlSource source, CanonicalBytes to) {
        return to.append(source.serverId())
                && to.append(source.gtid())
                && to.append(source.file())
                && to.append(source.pos())
                && to.append(source.row());
    }
}
