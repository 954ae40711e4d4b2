package dev.ezcdc.connect;

import dev.ezcdc.connect.WriteAheadLog.Message;
import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.connector.postgresql.connection.ReplicationMessage.Operation;
import io.debezium.connector.postgresql.connection.TransactionMessage;
import io.debezium.connector.postgresql.connection.WalPositionLocator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * One run of Debezium's streaming from a stored offset, with Debezium's own classes for the offset and for the position
 * in the log. Repeats only the loop of PostgresStreamingChangeEventSource (3.7.0.Final) around them, with heartbeats at
 * random places. The records have the ids of their changes as keys; heartbeats have none.
 */
final class ConnectorRun {

    private static final PostgresConnectorConfig CONFIG = new PostgresConnectorConfig(Configuration.create()
            .with("topic.prefix", "cdctest")
            .with("database.hostname", "localhost")
            .with("database.user", "cdc")
            .with("database.dbname", "cdc")
            .build());

    private final Random random;
    private final PostgresOffsetContext context;
    private final long lastLsn;
    private final List<Message> messages;
    private final WalPositionLocator locator;
    private final List<SourceRecord> records = new ArrayList<>();

    /** @param confirmed the slot's confirmed_flush_lsn: it sends nothing that committed before */
    ConnectorRun(WriteAheadLog log, Map<String, ?> storedOffset, long confirmed, Random random) {
        this.random = random;
        context = new PostgresOffsetContext.Loader(CONFIG).load(storedOffset);
        lastLsn = context.lastCompletelyProcessedLsn().asLong();
        messages = log.stream(Math.max(lastLsn, confirmed));
        Object type = storedOffset.get("messageType");
        locator = new WalPositionLocator(
                context.lastCommitLsn(),
                context.lastCompletelyProcessedLsn(),
                type == null ? null : Operation.valueOf((String) type),
                context.lsnEventsProcessed());
    }

    /** Returns the records up to the end of the log. */
    List<SourceRecord> run() {
        if (findPosition()) {
            locator.enableFiltering();
            stream();
        }
        return records;
    }

    private boolean findPosition() {
        Optional<Lsn> position = Optional.empty();
        for (int i = 0; i < messages.size() && position.isEmpty(); i++) {
            beatSometimes();
            Message message = messages.get(i);
            position = locator.resumeFromLsn(
                    Lsn.valueOf(message.lsn()), new TransactionMessage(message.operation(), 1, Instant.EPOCH));
        }
        return position.isPresent();
    }

    private void stream() {
        Lsn processed = Lsn.valueOf(lastLsn);
        for (Message message : messages) {
            beatSometimes();
            Lsn lsn = Lsn.valueOf(message.lsn());
            Operation operation = message.operation();
            boolean isSkipped = locator.skipMessage(lsn);
            if (isSkipped && operation != Operation.BEGIN && operation != Operation.COMMIT) {
                continue;
            }
            if (operation != Operation.BEGIN) {
                processed = lsn;
            }
            boolean isChange = !message.id().isEmpty();
            if (isChange) {
                context.incrementLsnEventsProcessed(lsn);
            }
            context.updateWalPosition(lsn, processed, Instant.EPOCH, 1L, null, null, operation);
            if (operation == Operation.COMMIT || operation == Operation.MESSAGE) {
                context.resetLsnEventsProcessed();
                context.updateCommitPosition(lsn, processed);
            }
            if (isChange) {
                addRecords(message);
            }
            beatSometimes();
        }
    }

    private void addRecords(Message message) {
        if (message.changesKey()) {
            add(message.id() + "-delete", "before", true);
            add(message.id() + "-tombstone", null, true);
            add(message.id() + "-create", "after", false);
        } else {
            add(message.id(), "row", false);
            if (message.operation() == Operation.DELETE) {
                add(message.id() + "-tombstone", null, false);
            }
        }
    }

    private void beatSometimes() {
        if (random.nextInt(10) == 0) {
            add(null, "heartbeat", false);
        }
    }

    private void add(@Nullable String id, @Nullable String value, boolean newKeyFollows) {
        ConnectHeaders headers = new ConnectHeaders();
        if (newKeyFollows) {
            headers.addString("__debezium.newkey", "key");
        }
        records.add(new SourceRecord(
                Map.of("server", "cdctest"),
                context.getOffset(),
                "topic",
                0,
                Schema.OPTIONAL_STRING_SCHEMA,
                id,
                null,
                value,
                0L,
                headers));
    }
}
