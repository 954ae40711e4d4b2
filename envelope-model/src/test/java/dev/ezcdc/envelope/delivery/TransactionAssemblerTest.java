package dev.ezcdc.envelope.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Heartbeat;
import dev.ezcdc.envelope.LogicalMessage;
import dev.ezcdc.envelope.TransactionBlock;
import dev.ezcdc.envelope.TransactionMarker;
import dev.ezcdc.envelope.TransactionMarker.DataCollection;
import dev.ezcdc.envelope.TransactionMarker.Status;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionAssemblerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private final TransactionAssembler assembler = new TransactionAssembler(Duration.ofSeconds(10));

    @Test
    void transactionIsCompleteWithItsEndAndEveryChange() {
        assertThat(add(begin(7))).isEmpty();
        assertThat(add(change(7, 1, 101))).isEmpty();
        assertThat(add(change(7, 2, 102))).isEmpty();

        AssembledTransaction transaction = only(add(end(7, 2)));

        assertThat(transaction.id()).isEqualTo("7");
        assertThat(transaction.isComplete()).isTrue();
        assertThat(transaction.detail()).isEmpty();
        assertThat(orders(transaction)).containsExactly(1L, 2L);
        assertThat(assembler.openCount()).isZero();
    }

    @Test
    void changesAreInTheOrderOfTheLog() {
        add(begin(7));
        add(end(7, 3));
        add(change(7, 3, 103));
        add(change(7, 1, 101));

        assertThat(orders(only(add(change(7, 2, 102))))).containsExactly(1L, 2L, 3L);
    }

    @Test
    void transactionsAreInTheOrderOfTheirCommits() {
        add(begin(7));
        add(end(7, 1));
        add(begin(8));
        add(change(8, 1, 201));
        assertThat(add(end(8, 1))).isEmpty();

        assertThat(add(change(7, 1, 101))).extracting(AssembledTransaction::id).containsExactly("7", "8");
    }

    @Test
    void redeliveredChangeIsThereOnce() {
        add(begin(7));
        add(change(7, 1, 101));
        add(change(7, 1, 101));
        add(change(7, 2, 102));

        assertThat(only(add(end(7, 2))).changes()).hasSize(2);
        assertThat(add(change(7, 1, 101))).isEmpty();
        assertThat(add(end(7, 2))).isEmpty();
        assertThat(assembler.openCount()).isZero();
    }

    @Test
    void restartWithinTransactionIsUncertain() {
        add(begin(7));
        add(change(7, 1, 101));
        add(change(7, 2, 102));
        add(begin(7));
        add(change(7, 1, 103));
        assertThat(add(end(7, 1))).isEmpty();

        AssembledTransaction transaction = only(assembler.drainExpired(LATER));

        assertThat(transaction.status()).isEqualTo(AssembledTransaction.Status.UNCERTAIN);
        assertThat(transaction.detail()).isEqualTo("two changes have the order 1");
        assertThat(lsns(transaction)).containsExactly(101L, 102L, 103L);
    }

    @Test
    void secondBeginAloneIsUncertain() {
        add(begin(7));
        add(begin(7));
        add(change(7, 1, 103));
        assertThat(add(end(7, 1))).isEmpty();

        assertThat(only(assembler.drainExpired(LATER)).detail())
                .isEqualTo("the connector restarted within the transaction: 2 BEGIN markers");
    }

    @Test
    void wholeTransactionWrittenAgainAfterItsEndProvesNothingNew() {
        add(begin(7));
        add(end(7, 2));
        add(change(7, 1, 101));
        add(begin(7));
        add(end(7, 2));

        assertThat(only(add(change(7, 2, 102))).isComplete()).isTrue();
    }

    @Test
    void orderAboveTheCountOfEndIsUncertain() {
        add(change(7, 3, 103));
        add(end(7, 2));

        assertThat(only(assembler.drainExpired(LATER)).detail())
                .isEqualTo("END counts 2 changes, but one has the order 3");
    }

    @Test
    void endThatCountsNothingIsUncertain() {
        add(begin(7));
        assertThat(add(end(7, 0))).isEmpty();

        AssembledTransaction transaction = only(assembler.drainExpired(LATER));
        assertThat(transaction.status()).isEqualTo(AssembledTransaction.Status.UNCERTAIN);
        assertThat(transaction.changes()).isEmpty();
        assertThat(transaction.detail()).startsWith("END counts no changes");
    }

    /** A COPY of five rows whose task restarted after the third: END counts one row too many. */
    @Test
    void endThatCountsOneRowTwiceIsNotComplete() {
        add(begin(7));
        for (int order = 1; order <= 5; order++) {
            add(change(7, order, 100 + order));
        }
        assertThat(add(end(7, 6))).isEmpty();

        AssembledTransaction transaction = only(assembler.drainExpired(LATER));
        assertThat(transaction.status()).isEqualTo(AssembledTransaction.Status.INCOMPLETE);
        assertThat(transaction.detail()).isEqualTo("5 of 6 changes arrived");
    }

    @Test
    void endWhoseTablesDoNotAddUpIsUncertain() {
        add(change(7, 1, 101));
        assertThat(add(marker(Status.END, 7, 1L, List.of(new DataCollection("public.t", 2)), NOW)))
                .isEmpty();

        assertThat(only(assembler.drainExpired(LATER)).detail())
                .isEqualTo("END counts 1 changes, but its tables have 2");
    }

    @Test
    void endThatCountsOtherTablesIsUncertain() {
        add(change(7, 1, 101));
        assertThat(add(marker(Status.END, 7, 1L, List.of(new DataCollection("public.other", 1)), NOW)))
                .isEmpty();

        assertThat(only(assembler.drainExpired(LATER)).status()).isEqualTo(AssembledTransaction.Status.UNCERTAIN);
    }

    /** Debezium names each logical message by its identity hash. */
    @Test
    void endCountsLogicalMessagesUnderNamesOfTheirOwn() {
        add(begin(7));
        add(change(7, 1, 101));
        add(message(7, 2));
        add(message(7, 3));
        List<DataCollection> collections = List.of(
                new DataCollection("public.t", 1),
                new DataCollection("io.debezium.LogicalDecodingMessageId@1b2c3d4e", 1),
                new DataCollection("io.debezium.LogicalDecodingMessageId@5f6a7b8c", 1));

        assertThat(only(add(marker(Status.END, 7, 3L, collections, NOW))).isComplete())
                .isTrue();
    }

    @Test
    void changesThatNeverBecomeCompleteAreReturnedAfterTheTimeout() {
        assembler.add(change(7, 1, 101), NOW);
        assembler.add(end(7, 2), NOW.plusSeconds(5));
        assembler.add(change(8, 1, 104), NOW.plusSeconds(9));

        assertThat(assembler.drainExpired(NOW.plusSeconds(14))).isEmpty();
        AssembledTransaction expired = only(assembler.drainExpired(NOW.plusSeconds(15)));
        assertThat(expired.status()).isEqualTo(AssembledTransaction.Status.INCOMPLETE);
        assertThat(expired.changes()).hasSize(1);
        assertThat(expired.end()).isNotNull();
        assertThat(assembler.openCount()).isEqualTo(1);
    }

    @Test
    void lateChangeIsReturnedInAFurtherPart() {
        add(change(7, 1, 101));
        add(end(7, 2));
        only(assembler.drainExpired(LATER));

        add(change(7, 2, 102));
        AssembledTransaction rest = only(assembler.drainExpired(LATER));

        assertThat(orders(rest)).containsExactly(2L);
        assertThat(rest.status()).isEqualTo(AssembledTransaction.Status.INCOMPLETE);
        assertThat(rest.detail()).isEqualTo("a part was returned before");
    }

    @Test
    void transactionWithTheSameIdAsAnEarlierOneIsAnother() {
        add(begin(7));
        add(end(7, 2));
        add(change(7, 1, 101));
        add(marker(Status.BEGIN, 7, null, List.of(), LATER));
        add(change(7, 1, 901, LATER));
        add(marker(Status.END, 7, 1L, List.of(new DataCollection("public.t", 1)), LATER));

        assertThat(add(change(7, 2, 102)))
                .extracting(TransactionAssemblerTest::lsns)
                .containsExactly(List.of(101L, 102L), List.of(901L));
    }

    @Test
    void completeTransactionWithTheSameIdAsAFinishedOneIsReturned() {
        add(begin(7));
        add(change(7, 1, 101));
        only(add(end(7, 1)));
        add(marker(Status.BEGIN, 7, null, List.of(), LATER));
        add(change(7, 1, 901, LATER));

        assertThat(only(add(marker(Status.END, 7, 1L, List.of(new DataCollection("public.t", 1)), LATER)))
                        .isComplete())
                .isTrue();
    }

    /** MariaDB's connector writes one for each DDL statement. */
    @Test
    void beginWithoutAnythingIsForgottenAndHoldsUpNothing() {
        add(begin(7));
        add(begin(8));
        add(change(8, 1, 201));

        assertThat(add(end(8, 1))).hasSize(1);
        assertThat(assembler.drainExpired(LATER)).isEmpty();
        assertThat(assembler.openCount()).isZero();
    }

    @Test
    void recordsOutsideOfTransactionsAreIgnored() {
        assertThat(add(TestEvents.create(
                        Logs.key(1), Logs.row(1, "a"), TestEvents.source(Snapshot.TRUE, null, 1), null)))
                .isEmpty();
        assertThat(add(new Heartbeat("s", NOW))).isEmpty();
        assertThat(assembler.openCount()).isZero();
    }

    @Test
    void oldestTransactionIsReturnedWhenTooManyChangesAreHeld() {
        TransactionAssembler small = new TransactionAssembler(Duration.ofSeconds(10), 3);
        small.add(change(7, 1, 101), NOW);
        small.add(change(8, 1, 201), NOW);
        small.add(change(7, 2, 102), NOW);

        AssembledTransaction first = only(small.add(change(8, 2, 202), NOW));

        assertThat(first.id()).isEqualTo("7");
        assertThat(first.status()).isEqualTo(AssembledTransaction.Status.INCOMPLETE);
        assertThat(small.drain()).extracting(AssembledTransaction::id).containsExactly("8");
    }

    /** Random transactions, restarts and interleaving of topics: nothing is dropped, and nothing half is complete. */
    @Test
    void neverCallsHalfATransactionComplete() {
        long seed = new Random().nextLong();
        System.out.println("seed of neverCallsHalfATransactionComplete: " + seed);
        for (int run = 0; run < 2_000; run++) {
            Random random = new Random(seed + run);
            List<CdcRecord> markers = new ArrayList<>();
            List<List<CdcRecord>> partitions = List.of(new ArrayList<>(), new ArrayList<>());
            int[] sizes = new int[1 + random.nextInt(4)];
            for (int tx = 0; tx < sizes.length; tx++) {
                sizes[tx] = 1 + random.nextInt(4);
                int from = 0;
                int restarts = random.nextInt(3);
                while (true) {
                    markers.add(begin(tx));
                    int to = restarts-- > 0 ? from + random.nextInt(sizes[tx] - from) : sizes[tx];
                    for (int row = from; row < to; row++) {
                        partitions.get(row % 2).add(change(tx, row - from + 1, 1_000 * (tx + 1) + row));
                    }
                    if (to == sizes[tx]) {
                        markers.add(end(tx, to - from));
                        break;
                    }
                    from = random.nextInt(to + 1);
                }
            }
            List<AssembledTransaction> all = merged(markers, partitions, random);
            String what = "seed " + seed + ", run " + run;
            for (int tx = 0; tx < sizes.length; tx++) {
                String id = String.valueOf(tx);
                List<Long> lsns = all.stream()
                        .filter(transaction -> transaction.id().equals(id))
                        .flatMap(transaction -> lsns(transaction).stream())
                        .distinct()
                        .toList();
                assertThat(lsns).as(what).hasSize(sizes[tx]);
                int size = sizes[tx];
                assertThat(all)
                        .as(what)
                        .filteredOn(transaction -> transaction.id().equals(id) && transaction.isComplete())
                        .allSatisfy(
                                transaction -> assertThat(transaction.changes()).hasSize(size));
            }
        }
    }

    /** Each topic in its order, the topics in any. */
    private static List<AssembledTransaction> merged(
            List<CdcRecord> markers, List<List<CdcRecord>> partitions, Random random) {
        List<List<CdcRecord>> topics = new ArrayList<>();
        topics.add(new ArrayList<>(markers));
        partitions.forEach(partition -> topics.add(new ArrayList<>(partition)));
        TransactionAssembler fresh = new TransactionAssembler(Duration.ofSeconds(10));
        List<AssembledTransaction> all = new ArrayList<>();
        while (!topics.isEmpty()) {
            List<CdcRecord> topic = topics.get(random.nextInt(topics.size()));
            if (topic.isEmpty()) {
                topics.remove(topic);
            } else {
                all.addAll(fresh.add(topic.remove(0), NOW));
            }
        }
        all.addAll(fresh.drain());
        return all;
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
    void onlyPostgresIdsHaveAPartThatDiffers(String id, String transactionId) {
        assertThat(new TransactionBlock(id, 1, 1).transactionId()).isEqualTo(transactionId);
    }

    private List<AssembledTransaction> add(CdcRecord record) {
        return assembler.add(record, NOW);
    }

    private static AssembledTransaction only(List<AssembledTransaction> transactions) {
        assertThat(transactions).hasSize(1);
        return transactions.get(0);
    }

    private static List<Long> orders(AssembledTransaction transaction) {
        return transaction.changes().stream()
                .map(event -> Objects.requireNonNull(event.transaction()).totalOrder())
                .toList();
    }

    private static List<Long> lsns(AssembledTransaction transaction) {
        return transaction.changes().stream()
                .map(event -> Objects.requireNonNull(((dev.ezcdc.envelope.source.PostgresSource) event.source()).lsn()))
                .toList();
    }

    private static ChangeEvent change(long tx, long order, long lsn) {
        return change(tx, order, lsn, NOW);
    }

    private static ChangeEvent change(long tx, long order, long lsn, Instant committed) {
        return new Create(
                Logs.key(lsn),
                Logs.row(lsn, "a"),
                Logs.postgres("x", committed, tx, lsn, null),
                committed,
                new TransactionBlock(tx + ":" + lsn, order, order),
                Row.EMPTY);
    }

    private static LogicalMessage message(long tx, long order) {
        return new LogicalMessage(
                Logs.key(1),
                "p",
                new byte[0],
                Logs.postgres("x", NOW, tx, 500 + order, null),
                NOW,
                new TransactionBlock(tx + ":" + order, order, order),
                Row.EMPTY);
    }

    private static TransactionMarker begin(long tx) {
        return marker(Status.BEGIN, tx, null, List.of(), NOW);
    }

    private static TransactionMarker end(long tx, long count) {
        List<DataCollection> collections = count == 0 ? List.of() : List.of(new DataCollection("public.t", count));
        return marker(Status.END, tx, count, collections, NOW);
    }

    private static TransactionMarker marker(
            Status status, long tx, @Nullable Long count, List<DataCollection> collections, Instant time) {
        return new TransactionMarker(status, tx + ":" + time.getEpochSecond(), count, collections, time, Row.EMPTY);
    }
}
