package dev.ezcdc.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/**
 * The connector is stopped after a random record, five times in each log, and resumes from that record's offset. {@code
 * -Dezcdc.restart.logs=N} simulates N logs.
 */
class RestartTest {

    private static final int LOGS = Integer.getInteger("ezcdc.restart.logs", 800);

    private static final Map<String, ?> START =
            Map.of("lsn", 990L, "lsn_proc", 990L, "lsn_commit", 990L, "messageType", "COMMIT");

    private final long firstSeed = new Random().nextInt(1_000_000);

    @Test
    void restartsFromSafeOffsetsSkipNoRecord() {
        List<String> losses = findLosses(LOGS, stored -> {
            SafeOffsetTracker tracker = new SafeOffsetTracker(partition -> Map.copyOf(stored));
            return tracker::adjustOffset;
        });

        assertThat(losses).as("from seed %d", firstSeed).isEmpty();
    }

    /** If this fails, the test above cannot fail either, or the project no longer needs its connector. */
    @Test
    void restartsFromDebeziumsOwnOffsetsSkipRecords() {
        List<String> losses = findLosses(100, stored -> record -> record);

        assertThat(losses).as("from seed %d", firstSeed).hasSizeGreaterThan(10);
    }

    /** @param adjustment returns, for a stored offset, the function that a run applies to its records */
    private List<String> findLosses(
            int logs, Function<Map<String, ?>, Function<SourceRecord, SourceRecord>> adjustment) {
        List<String> losses = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + logs; seed++) {
            Random random = new Random(seed);
            String prefix = "seed " + seed + ": ";
            findLoss(new WriteAheadLog(random), adjustment, random).ifPresent(loss -> losses.add(prefix + loss));
        }
        return losses;
    }

    private static Optional<String> findLoss(
            WriteAheadLog log,
            Function<Map<String, ?>, Function<SourceRecord, SourceRecord>> adjustment,
            Random random) {
        List<String> expected = ids(new ConnectorRun(log, START, 0, random).run());
        Set<String> received = new HashSet<>();
        Map<String, ?> stored = START;
        long confirmed = 0;
        for (int run = 0; run < 6; run++) {
            List<SourceRecord> records = new ConnectorRun(log, stored, confirmed, random)
                    .run().stream().map(adjustment.apply(stored)).toList();
            int end = run == 5 ? records.size() : random.nextInt(records.size() + 1);
            List<SourceRecord> written = records.subList(0, end);
            received.addAll(ids(written));
            if (end > 0) {
                stored = written.get(end - 1).sourceOffset();
                Map<String, ?> flushed = written.get(random.nextInt(end)).sourceOffset();
                confirmed = Math.max(confirmed, (Long) Objects.requireNonNull(flushed.get("lsn_commit")));
            }
        }
        return expected.stream().filter(id -> !received.contains(id)).findFirst();
    }

    private static List<String> ids(List<SourceRecord> records) {
        return records.stream()
                .map(record -> (String) record.key())
                .filter(Objects::nonNull)
                .toList();
    }
}
