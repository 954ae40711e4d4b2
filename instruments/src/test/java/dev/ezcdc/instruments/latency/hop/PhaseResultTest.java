package dev.ezcdc.instruments.latency.hop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import dev.ezcdc.instruments.latency.record.PhaseRecorder;
import dev.ezcdc.loadgen.LoadOperation;
import dev.ezcdc.loadgen.Timing;
import dev.ezcdc.loadgen.WrittenChange;
import dev.ezcdc.loadgen.WrittenRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PhaseResultTest {
    /** Wall-clock microseconds at nanosecond 0. The clocks of both processes are the same here. */
    private static final long WALL_MICROS = 1_000_000;

    private PhaseRecorder phase = new PhaseRecorder(line -> {}, false);

    private void sent(long id, long dueMicros, long sentMicros, long returnedMicros) {
        WrittenChange change =
                new WrittenChange(LoadOperation.INSERT, id, null, new WrittenRow(List.of("email"), List.of("e")));
        phase.onCommitted(
                change,
                new Timing(
                        dueMicros * 1_000,
                        WALL_MICROS + dueMicros,
                        sentMicros * 1_000,
                        WALL_MICROS + sentMicros,
                        returnedMicros * 1_000,
                        WALL_MICROS + returnedMicros));
    }

    private void arrived(long id, long commitMicros, long debeziumMicros, long polledMicros) throws Exception {
        byte[] key = ("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8);
        String value = "{\"before\":null,\"after\":{\"id\":" + id + "},\"source\":{\"version\":\"3\",\"connector\":"
                + "\"postgresql\",\"name\":\"n\",\"ts_ms\":" + (WALL_MICROS + commitMicros) / 1_000
                + ",\"snapshot\":\"false\",\"db\":\"d\",\"sequence\":null,\"ts_us\":" + (WALL_MICROS + commitMicros)
                + ",\"ts_ns\":" + (WALL_MICROS + commitMicros) * 1_000
                + ",\"schema\":\"s\",\"table\":\"t\",\"txId\":1,\"lsn\":1,\"xmin\":null},\"transaction\":null,"
                + "\"op\":\"c\",\"ts_ms\":" + (WALL_MICROS + debeziumMicros) / 1_000 + ",\"ts_us\":"
                + (WALL_MICROS + debeziumMicros) + ",\"ts_ns\":" + (WALL_MICROS + debeziumMicros) * 1_000 + "}";
        phase.recordArrival(new ConsumedRecord(
                "topic",
                0,
                id,
                (WALL_MICROS + debeziumMicros) / 1_000,
                polledMicros * 1_000,
                WALL_MICROS + polledMicros,
                EnvelopeDecoder.create().decode(key, value.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void hopsAreDifferencesOfTimestamps() throws Exception {
        sent(1, 0, 50, 900);
        arrived(1, 400, 1_200, 2_000);

        PhaseResult result = PhaseResult.of(phase, 0, 0);

        assertThat(result.hopMicros(Hop.INTENDED_TO_SENT)).isEqualTo(50);
        assertThat(result.hopMicros(Hop.SENT_TO_COMMIT)).isEqualTo(350);
        assertThat(result.hopMicros(Hop.COMMIT_TO_DEBEZIUM)).isEqualTo(800);
        assertThat(result.hopMicros(Hop.DEBEZIUM_TO_POLL)).isEqualTo(800);
        assertThat(result.insertReturned().medianMicros()).isEqualTo(850);
        assertThat(result.clockViolations()).isZero();
        assertThat(result.total().count()).isEqualTo(1);
    }

    @Test
    void subtractsOffsetOfPostgresqlClock() throws Exception {
        sent(1, 0, 50, 900);
        arrived(1, 400 + 5_000, 1_200, 2_000);

        assertThat(PhaseResult.of(phase, 0, 100).clockViolations()).isEqualTo(1);
        PhaseResult corrected = PhaseResult.of(phase, 5_000, 100);
        assertThat(corrected.clockViolations()).isZero();
        assertThat(corrected.hopMicros(Hop.SENT_TO_COMMIT)).isEqualTo(350);
    }

    @Test
    void countsClockViolationsBeyondUncertainty() throws Exception {
        sent(1, 0, 50, 900);
        arrived(1, 400, 300, 2_000);

        assertThat(PhaseResult.of(phase, 0, 100).clockViolations()).isZero();
        assertThat(PhaseResult.of(phase, 0, 99).clockViolations()).isEqualTo(1);
    }

    @Test
    void countsLostAndDuplicatedRowsById() throws Exception {
        for (int id = 1; id <= 4; id++) {
            sent(id, 0, 1, 2);
        }
        arrived(1, 3, 4, 5);
        arrived(2, 3, 4, 5);
        arrived(2, 3, 4, 5);
        arrived(99, 3, 4, 5); // a row of another client

        PhaseResult result = PhaseResult.of(phase, 0, 0);

        assertThat(result.sent()).isEqualTo(4);
        assertThat(result.lost()).isEqualTo(2);
        assertThat(result.duplicated()).isEqualTo(1);
        assertThat(result.total().count()).isEqualTo(2);
    }

    @Test
    void backlogIsMeasuredFromItsFirstDecodedEvent() throws Exception {
        long dueLongAgo = TimeUnit.NANOSECONDS.toMicros(System.nanoTime()) - TimeUnit.HOURS.toMicros(1);
        for (boolean isBacklog : new boolean[] {false, true}) {
            phase = new PhaseRecorder(line -> {}, isBacklog);
            for (int id = 1; id <= 3; id++) {
                sent(id, dueLongAgo, dueLongAgo + 1, dueLongAgo + 2);
                arrived(id, dueLongAgo + 3, dueLongAgo + 4, dueLongAgo + 5);
            }
            PhaseResult result = PhaseResult.of(phase, 0, 0);

            // The hour between the rows and their events counts for a burst only.
            long elapsedMinutes = TimeUnit.NANOSECONDS.toMinutes(result.elapsedNanos());
            assertThat(elapsedMinutes).isEqualTo(isBacklog ? 0 : 60);
        }
    }

    @Test
    void budgetAddsUpToTheMedian() throws Exception {
        for (int id = 1; id <= 100; id++) {
            sent(id, 0, id, 2L * id);
            arrived(id, 3L * id, 10L * id, 20L * id);
        }
        PhaseResult result = PhaseResult.of(phase, 0, 0);

        double toPoll = result.budgetMicros().entrySet().stream()
                .filter(entry -> entry.getKey() != Hop.POLL_TO_DECODED)
                .mapToDouble(Map.Entry::getValue)
                .sum();
        assertThat(toPoll).isBetween(20.0, 2_000.0);
        assertThat(result.series()).hasSize(100);
    }
}
