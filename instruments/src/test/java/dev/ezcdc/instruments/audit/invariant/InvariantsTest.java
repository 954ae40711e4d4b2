package dev.ezcdc.instruments.audit.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.TransactionMarker;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.envelope.source.Snapshot;
import dev.ezcdc.envelope.source.SourceInfo;
import dev.ezcdc.instruments.audit.work.RowChange;
import dev.ezcdc.instruments.audit.work.RowChange.Kind;
import dev.ezcdc.instruments.audit.work.WrittenTransaction;
import dev.ezcdc.instruments.audit.work.WrittenTransaction.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Two committed transactions: 7 inserts rows 1 and 2, and 8 updates row 1 and deletes row 2. The invariants hold for their
 * events, and each test modifies these to violate one or more.
 */
class InvariantsTest {

    private static final Columns KEY = new Columns(List.of(column("id")));
    private static final Columns ROW = new Columns(List.of(column("id"), column("version")));

    private final List<WrittenTransaction> written = List.of(
            transaction(
                    7,
                    Outcome.COMMITTED,
                    new RowChange("orders", Kind.CREATE, 1, 11),
                    new RowChange("orders", Kind.CREATE, 2, 12)),
            transaction(
                    8,
                    Outcome.RESOLVED_COMMITTED,
                    new RowChange("orders", Kind.UPDATE, 1, 13),
                    new RowChange("orders", Kind.DELETE, 2, RowChange.UNKNOWN_VERSION)),
            transaction(9, Outcome.ROLLED_BACK, new RowChange("orders", Kind.CREATE, 3, 14)));
    private final Map<Long, Map<String, @Nullable Object>> table = Map.of(1L, Map.of("id", 1L, "version", 13L));

    private final CdcRecord first = create(7, 1, 11, 100, 110);
    private final CdcRecord second = create(7, 2, 12, 100, 120);
    private final CdcRecord third = new Update(key(1), null, row(1, 13), source(8, 200, 210), null, null, Row.EMPTY);
    private final CdcRecord fourth = new Delete(key(2), null, source(8, 200, 220), null, null, Row.EMPTY);
    private final CdcRecord beginOf7 =
            new TransactionMarker(TransactionMarker.Status.BEGIN, "7:1", null, List.of(), Instant.EPOCH, Row.EMPTY);
    private final CdcRecord endOf7 = end(7, 2);
    private final CdcRecord endOf8 = end(8, 2);

    @Test
    void allHoldForCompleteEvents() {
        Evidence evidence = evidence(first, second, third, fourth, endOf7, endOf8);
        assertThat(violated(evidence)).isEmpty();
        assertThat(evidence.redelivered()).isZero();
    }

    @Test
    void redeliveriesViolateNothing() {
        Evidence evidence = evidence(first, second, third, second, third, fourth, endOf7, endOf8, endOf8);
        assertThat(violated(evidence)).isEmpty();
        assertThat(evidence.redelivered()).isEqualTo(2);
    }

    @Test
    void missingChangeIsLost() {
        assertThat(violated(evidence(first, second, fourth, endOf7, endOf8)))
                .containsExactly("NoChangeLost", "ReplicaEqualsTable", "TransactionsComplete");
    }

    @Test
    void rolledBackChangeIsInvented() {
        assertThat(violated(evidence(first, second, third, fourth, create(9, 3, 14, 230, 240), endOf7, endOf8)))
                .containsExactly("NothingInvented", "ReplicaEqualsTable");
    }

    @Test
    void changeOfAnotherTransactionIsInvented() {
        assertThat(violated(evidence(first, second, create(7, 5, 15, 100, 130), third, fourth, endOf7, endOf8)))
                .containsExactly("NothingInvented", "ReplicaEqualsTable", "TransactionsComplete");
    }

    @Test
    void earlierChangeAfterLaterOneIsOutOfOrder() {
        CdcRecord later = create(7, 1, 11, 300, 310);
        assertThat(violated(evidence(second, third, later, fourth, endOf7, endOf8)))
                .contains("RowOrderPreserved", "ReplicaEqualsTable");
    }

    @Test
    void differentRowMakesReplicaUnequal() {
        assertThat(violated(new Evidence(
                        written,
                        received(first, second, third, fourth, endOf7, endOf8),
                        Map.of("orders", Map.of(1L, Map.of("id", 1L, "version", 99L))),
                        0)))
                .containsExactly("ReplicaEqualsTable");
    }

    @Test
    void transactionWithWrongCountOrMissingEndIsIncomplete() {
        assertThat(violated(evidence(first, second, third, fourth, endOf7, end(8, 3))))
                .containsExactly("TransactionsComplete");
        assertThat(violated(evidence(first, second, third, fourth, endOf7))).containsExactly("TransactionsComplete");
    }

    @Test
    void endMayCountRedeliveredChangesTwice() {
        assertThat(violated(evidence(first, second, third, fourth, fourth, endOf7, end(8, 3))))
                .isEmpty();
        assertThat(violated(evidence(first, second, third, fourth, fourth, endOf7, end(8, 4))))
                .containsExactly("TransactionsComplete");
    }

    @Test
    void endMayCountOnlyChangesAfterRestart() {
        for (long count = 0; count <= 2; count++) {
            assertThat(violated(evidence(beginOf7, first, beginOf7, second, end(7, count), third, fourth, endOf8)))
                    .as("END counts %d", count)
                    .isEmpty();
        }
        assertThat(violated(evidence(beginOf7, first, second, beginOf7, end(7, 3), third, fourth, endOf8)))
                .containsExactly("TransactionsComplete");
    }

    @Test
    void withoutRestartEndCountsAllChanges() {
        assertThat(violated(evidence(beginOf7, first, second, end(7, 1), third, fourth, endOf8)))
                .containsExactly("TransactionsComplete");
        assertThat(violated(evidence(beginOf7, first, second, end(7, 0), third, fourth, endOf8)))
                .containsExactly("TransactionsComplete");
    }

    @Test
    void beginThatWasConsumedTwiceShowsNoRestart() {
        List<ConsumedRecord> received = received(beginOf7, first, second, end(7, 0), third, fourth, endOf8);
        received.add(1, received.get(0));

        assertThat(violated(new Evidence(written, received, Map.of("orders", table), 0)))
                .containsExactly("TransactionsComplete");
    }

    @Test
    void redeliveryAtNewPositionIsUnrecognized() {
        CdcRecord again = create(7, 1, 11, 100, 125); // at another position, so it appears to be a first delivery
        assertThat(violated(evidence(first, second, again, third, fourth, endOf7, endOf8)))
                .contains("RedeliveriesRecognized");
    }

    @Test
    void snapshotCoversEarlierChanges() {
        CdcRecord read = new Read(key(1), row(1, 13), source(Snapshot.TRUE, 8, 0, 300), null, null, Row.EMPTY);
        assertThat(violated(new Evidence(written, received(read), Map.of("orders", table), 300)))
                .isEmpty();
        assertThat(violated(new Evidence(written, received(read), Map.of("orders", table), 0)))
                .contains("NoChangeLost");
    }

    @Test
    void snapshotRemovesRowsThatItOmits() {
        CdcRecord read = new Read(key(1), row(1, 13), source(Snapshot.TRUE, 8, 300, 300), null, null, Row.EMPTY);
        assertThat(violated(new Evidence(written, received(first, second, endOf7, read), Map.of("orders", table), 300)))
                .isEmpty();
        assertThat(violated(new Evidence(written, received(first, second, endOf7), Map.of("orders", table), 300)))
                .containsExactly("ReplicaEqualsTable");
    }

    private Evidence evidence(CdcRecord... records) {
        return new Evidence(written, received(records), Map.of("orders", table), 0);
    }

    private static List<String> violated(Evidence evidence) {
        return Invariant.ALL.stream()
                .filter(invariant -> invariant.check(evidence).count() > 0)
                .map(Invariant::name)
                .toList();
    }

    private static List<ConsumedRecord> received(CdcRecord... records) {
        List<ConsumedRecord> received = new ArrayList<>();
        for (CdcRecord record : records) {
            received.add(new ConsumedRecord("cdctest.audit.orders", 0, received.size(), 0, 0, 0, record));
        }
        return received;
    }

    private static WrittenTransaction transaction(long xid, Outcome outcome, RowChange... changes) {
        return new WrittenTransaction(xid, outcome, xid * 10, xid * 10 + 5, 0, 0, List.of(changes));
    }

    private static CdcRecord create(long xid, long id, long version, long commit, long lsn) {
        return new Create(key(id), row(id, version), source(xid, commit, lsn), null, null, Row.EMPTY);
    }

    private static CdcRecord end(long xid, long count) {
        return new TransactionMarker(
                TransactionMarker.Status.END, xid + ":1", count, List.of(), Instant.EPOCH, Row.EMPTY);
    }

    private static Row key(long id) {
        return Row.of(KEY, List.of(id));
    }

    private static Row row(long id, long version) {
        return Row.of(ROW, List.of(id, version));
    }

    private static PostgresSource source(long xid, long commit, long lsn) {
        return source(Snapshot.FALSE, xid, commit, lsn);
    }

    private static PostgresSource source(Snapshot snapshot, long xid, long commit, long lsn) {
        return new PostgresSource(
                new SourceInfo("3.7.0.Final", "postgresql", "cdctest", snapshot, "cdctest"),
                Instant.EPOCH,
                "[\"" + commit + "\",\"" + lsn + "\"]",
                "audit",
                "orders",
                xid,
                lsn,
                null,
                null,
                null,
                Row.EMPTY);
    }

    private static Column column(String name) {
        return new Column(name, ColumnType.of(ColumnType.Base.INT64, false, null));
    }
}
