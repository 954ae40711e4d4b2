package dev.ezcdc.connect;

import io.debezium.connector.postgresql.connection.ReplicationMessage.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A random log of interleaved transactions, and the messages that PostgreSQL's pgoutput would send. As in PostgreSQL, the
 * LSN of a BEGIN is the start of the transaction's first log record. The LSN of a change is the start of its log record. The
 * LSN of a COMMIT is the end of its log record, which can be the start of the next one.
 */
final class WriteAheadLog {

    /** A message of the replication stream. Changes have an id that is unique in the log; other messages have "". */
    record Message(long lsn, Operation operation, String id, boolean changesKey) {}

    private record LogRecord(long start, long end, Operation operation, int transaction, int rows, boolean isVisible) {}

    private static final List<Operation> CHANGES =
            List.of(Operation.INSERT, Operation.UPDATE, Operation.UPDATE, Operation.DELETE);

    private final List<LogRecord> records = new ArrayList<>();

    WriteAheadLog(Random random) {
        int changes = 25 + random.nextInt(20);
        int lastTransaction = 0;
        List<Integer> open = new ArrayList<>();
        long position = 1000;
        for (int i = 0; i < changes || !open.isEmpty(); i++) {
            long end = position + 10 + random.nextInt(3);
            int kind = i < changes ? random.nextInt(10) : 9;
            if (kind < 6) {
                if (open.isEmpty() || open.size() < 3 && random.nextInt(3) == 0) {
                    open.add(++lastTransaction);
                }
                int transaction = open.get(random.nextInt(open.size()));
                Operation operation = CHANGES.get(random.nextInt(CHANGES.size()));
                int rows = operation == Operation.INSERT && random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1;
                boolean isVisible = random.nextInt(8) > 0; // not visible: a lock, an index entry
                records.add(new LogRecord(position, end, operation, transaction, rows, isVisible));
            } else if (kind == 6) {
                records.add(new LogRecord(position, end, Operation.MESSAGE, 0, 1, true));
            } else if (kind > 7 && !open.isEmpty()) {
                int transaction = open.remove(random.nextInt(open.size()));
                records.add(new LogRecord(position, end, Operation.COMMIT, transaction, 0, true));
            } // otherwise a log record of another database
            position = end;
        }
    }

    /** Returns the messages that a slot sends from a position: transactions in the order of their commits. */
    List<Message> stream(long start) {
        List<Message> messages = new ArrayList<>();
        Map<Integer, List<LogRecord>> transactions = new HashMap<>();
        for (LogRecord logRecord : records) {
            boolean isSent = logRecord.start() >= start;
            switch (logRecord.operation()) {
                case MESSAGE -> {
                    if (isSent) {
                        messages.add(new Message(logRecord.start(), Operation.MESSAGE, "", false));
                    }
                }
                case COMMIT -> {
                    List<LogRecord> changes = transactions.getOrDefault(logRecord.transaction(), List.of());
                    if (isSent && changes.stream().anyMatch(LogRecord::isVisible)) {
                        messages.add(new Message(changes.get(0).start(), Operation.BEGIN, "", false));
                        changes.stream().filter(LogRecord::isVisible).forEach(change -> addRows(messages, change));
                        messages.add(new Message(logRecord.end(), Operation.COMMIT, "", false));
                    }
                }
                default ->
                    transactions
                            .computeIfAbsent(logRecord.transaction(), key -> new ArrayList<>())
                            .add(logRecord);
            }
        }
        return messages;
    }

    private static void addRows(List<Message> messages, LogRecord change) {
        boolean changesKey = change.operation() == Operation.UPDATE && change.start() % 3 == 0;
        for (int row = 0; row < change.rows(); row++) {
            String id = change.transaction() + "@" + change.start() + "#" + row;
            messages.add(new Message(change.start(), change.operation(), id, changesKey));
        }
    }
}
