package dev.ezcdc.envelope.delivery;

import static dev.ezcdc.envelope.delivery.TestEvents.create;
import static dev.ezcdc.envelope.delivery.TestEvents.row;
import static dev.ezcdc.envelope.delivery.TestEvents.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Heartbeat;
import dev.ezcdc.envelope.TransactionBlock;
import dev.ezcdc.envelope.TransactionMarker;
import dev.ezcdc.envelope.TransactionMarker.DataCollection;
import dev.ezcdc.envelope.TransactionMarker.Status;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.delivery.TransactionAssembler.Transaction;
import dev.ezcdc.envelope.source.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionAssemblerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final TransactionAssembler assembler = new TransactionAssembler(Duration.ofSeconds(10));

    @Test
    void completesWithTheEndAndAllEvents() {
        assertThat(assembler.add(begin("7:100"), NOW)).isNull();
        assertThat(assembler.add(event("7:101", 1), NOW)).isNull();
        assertThat(assembler.add(event("7:102", 2), NOW)).isNull();

        Transaction transaction = Objects.requireNonNull(assembler.add(end("7:103", 2), NOW));

        assertThat(transaction.id()).isEqualTo("7");
        assertThat(transaction.complete()).isTrue();
        assertThat(transaction.events()).hasSize(2);
        assertThat(assembler.openCount()).isZero();
    }

    @Test
    void completesWithAnEventAfterTheEnd() {
        assembler.add(event("7:102", 2), NOW);
        assertThat(assembler.add(end("7:103", 2), NOW)).isNull();

        Transaction transaction = Objects.requireNonNull(assembler.add(event("7:101", 1), NOW));

        assertThat(transaction.events())
                .extracting(event -> Objects.requireNonNull(event.transaction()).totalOrder())
                .containsExactly(1L, 2L);
    }

    @Test
    void completesWithoutEvents() {
        assertThat(assembler.add(begin("7:100"), NOW)).isNull();
        assertThat(Objects.requireNonNull(assembler.add(end("7:100", 0), NOW)).events())
                .isEmpty();
    }

    @Test
    void dropsRedeliveries() {
        assembler.add(event("7:101", 1), NOW);
        assertThat(assembler.add(event("7:101", 1), NOW)).isNull();
        assembler.add(end("7:103", 2), NOW);
        assertThat(assembler.add(event("7:102", 2), NOW)).isNotNull();

        assertThat(assembler.add(event("7:101", 1), NOW)).isNull();
        assertThat(assembler.add(end("7:103", 2), NOW)).isNull();
        assertThat(assembler.openCount()).isZero();
    }

    @Test
    void returnsIncompleteTransactionsAfterTheTimeout() {
        assembler.add(event("7:101", 1), NOW);
        assembler.add(end("7:103", 2), NOW.plusSeconds(5));
        assembler.add(event("8:104", 1), NOW.plusSeconds(9));

        assertThat(assembler.drainExpired(NOW.plusSeconds(14))).isEmpty();
        assertThat(assembler.drainExpired(NOW.plusSeconds(15))).singleElement().satisfies(expired -> {
            assertThat(expired.complete()).isFalse();
            assertThat(expired.events()).hasSize(1);
            assertThat(expired.end()).isNotNull();
        });
        assertThat(assembler.openCount()).isEqualTo(1);
    }

    @Test
    void ignoresRecordsOutsideTransactions() {
        assertThat(assembler.add(create(row(1), row(1), source(Snapshot.TRUE, null, 1), null), NOW))
                .isNull();
        assertThat(assembler.add(new Heartbeat("s", NOW), NOW)).isNull();
        assertThat(assembler.openCount()).isZero();
    }

    @Test
    void assemblesTheSameTransactionsInAnyOrder() {
        long seed = new Random().nextLong();
        System.out.println("seed of assemblesTheSameTransactionsInAnyOrder: " + seed);
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            List<CdcRecord> records = new ArrayList<>();
            int count = 1 + random.nextInt(5);
            for (int tx = 0; tx < count; tx++) {
                int events = random.nextInt(4);
                records.add(begin(tx + ":0"));
                for (int i = 1; i <= events; i++) {
                    records.add(event(tx + ":" + i, i));
                }
                records.add(end(tx + ":9", events));
            }
            Collections.shuffle(records, random);
            TransactionAssembler fresh = new TransactionAssembler(Duration.ofSeconds(1));
            List<@Nullable Transaction> completed = new ArrayList<>();
            records.forEach(record -> completed.add(fresh.add(record, NOW)));

            assertThat(completed.stream().filter(Objects::nonNull))
                    .hasSize(count)
                    .allSatisfy(transaction -> assertThat(
                                    Objects.requireNonNull(transaction).complete())
                            .isTrue());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "740:24284688, 740",
        "740, 740",
        "3e11fa47-71ca-11e1-9e33-c80aa9429562:23, 3e11fa47-71ca-11e1-9e33-c80aa9429562:23",
        "00000025:00000d98:00a2, 00000025:00000d98:00a2",
        "0-1-23, 0-1-23",
        "740:, 740:"
    })
    void stripsTheLsnOnlyFromPostgresIds(String id, String transactionId) {
        assertThat(new TransactionBlock(id, 1, 1).transactionId()).isEqualTo(transactionId);
    }

    private static ChangeEvent event(String id, long order) {
        return create(
                row(order), row(order), source(Snapshot.FALSE, null, order), new TransactionBlock(id, order, order));
    }

    private static TransactionMarker begin(String id) {
        return new TransactionMarker(Status.BEGIN, id, null, List.of(), NOW, Row.EMPTY);
    }

    private static TransactionMarker end(String id, long count) {
        return new TransactionMarker(
                Status.END, id, count, List.of(new DataCollection("public.t", count)), NOW, Row.EMPTY);
    }
}
