package dev.ezcdc.envelope.delivery;

import static dev.ezcdc.envelope.delivery.TestEvents.create;
import static dev.ezcdc.envelope.delivery.TestEvents.row;
import static dev.ezcdc.envelope.delivery.TestEvents.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.LogicalMessage;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.TransactionBlock;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.MySqlSource;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.envelope.source.Snapshot;
import dev.ezcdc.envelope.source.Source;
import dev.ezcdc.envelope.source.SourceInfo;
import dev.ezcdc.envelope.source.SqlServerSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Delivers random logs with a connector that restarts from random positions. */
class RedeliveryFilterTest {

    private enum Table {
        KEYED,
        KEYLESS,
        KEYLESS_WITH_TRANSACTIONS
    }

    /** A change in the log, which can be delivered several times. */
    private record Change(int number, ChangeEvent event) {}

    @ParameterizedTest
    @EnumSource(Table.class)
    void neverDropsAFirstDelivery(Table table) {
        deliver(table, false);
    }

    @ParameterizedTest
    @EnumSource(Table.class)
    void decidesTheSameAfterBeingRestored(Table table) {
        deliver(table, true);
    }

    private static void deliver(Table table, boolean restarts) {
        long seed = new Random().nextLong();
        System.out.println("seed of RedeliveryFilterTest, " + table + (restarts ? ", restarts: " : ": ") + seed);
        for (int run = 0; run < 300; run++) {
            Random random = new Random(seed + run);
            List<Change> log = log(random, table);
            RedeliveryFilter filter = RedeliveryFilter.forSinglePartitionTopic();
            Set<Integer> delivered = new HashSet<>();
            int missed = 0;
            for (Change change : deliveries(log, random)) {
                boolean first = delivered.add(change.number);
                if (restarts && random.nextInt(3) == 0) {
                    RedeliveryFilter next = RedeliveryFilter.forSinglePartitionTopic();
                    next.restore(RedeliveryState.fromText(filter.state().toText()));
                    filter = next;
                }
                boolean accepted = filter.accept(change.event);
                if (first) {
                    assertThat(accepted)
                            .as("run %d, change %d", run, change.number)
                            .isTrue();
                } else if (accepted) {
                    missed++;
                }
            }
            assertThat(delivered).hasSize(log.size());
            if (table != Table.KEYLESS) {
                assertThat(missed)
                        .as("unrecognized redeliveries in run %d", run)
                        .isZero();
            }
        }
    }

    @Test
    void stateOfAFullPageOfRowsFitsNextToAnOffset() {
        RedeliveryFilter filter = RedeliveryFilter.forPartition();
        List<ChangeEvent> page = IntStream.range(0, 291)
                .mapToObj(id -> (ChangeEvent) create(
                        row(id),
                        row(id),
                        source(Snapshot.FALSE, "[\"99999999999\",\"99999999999\"]", 99999999999L),
                        null))
                .toList();
        page.forEach(filter::accept);
        String text = filter.state().toText();
        assertThat(text).hasSizeLessThanOrEqualTo(4096).isPrintable();
        RedeliveryFilter next = RedeliveryFilter.forPartition();
        next.restore(RedeliveryState.fromText(text));
        assertThat(page).noneMatch(next::accept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "1|||", "1|P,1|x|", "1|P,1,2|x|", "2|P,1,2||", "1|P,1,2||%", "1|L,zz,1,0||", "1|M,1,%||"
            })
    void treatsAnInvalidTextAsAnEmptyState(String text) {
        RedeliveryFilter filter = RedeliveryFilter.forPartition();
        filter.restore(RedeliveryState.fromText(text));
        assertThat(filter.state()).isEqualTo(RedeliveryState.EMPTY);
        assertThat(filter.state().toText()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("acceptedChanges")
    void stateEqualsItsParsedText(ChangeEvent event) {
        RedeliveryFilter filter = RedeliveryFilter.forPartition();
        filter.accept(event);

        RedeliveryState state = filter.state();

        assertThat(RedeliveryState.fromText(state.toText())).isEqualTo(state).hasSameHashCodeAs(state);
        assertThat(state).isNotEqualTo(RedeliveryState.EMPTY).hasToString(state.toText());
    }

    private static List<ChangeEvent> acceptedChanges() {
        SourceInfo sqlServer = new SourceInfo("3.7.0.Final", "sqlserver", "shop", Snapshot.FALSE, "shop");
        return List.of(
                create(row(1), row(1), source(Snapshot.FALSE, "[\"900\",\"901\"]", 901), null),
                mySql("binlog.000009", 500, "a:7", 1),
                mySql("binlog.000009", 500, null, 1),
                create(
                        row(1),
                        row(1),
                        new SqlServerSource(sqlServer, Instant.EPOCH, "dbo", "t", "0:1", "0:2", 1L, Row.EMPTY),
                        null));
    }

    /**
     * Returns transactions in the order of their commits. Their rows interleave in the log; some share an LSN (COPY).
     */
    private static List<Change> log(Random random, Table table) {
        List<Change> changes = new ArrayList<>();
        long lastCommit = 0;
        long lsn = 1_000;
        int number = 0;
        for (int tx = 0; tx < 1 + random.nextInt(8); tx++) {
            // The rows of a transaction may precede the commit of the transaction delivered before it.
            long rowLsn = Math.max(1, lsn - random.nextInt(200));
            int rows = 1 + random.nextInt(6);
            for (int i = 0; i < rows; i++) {
                rowLsn += random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(50);
                String sequence = "[" + (lastCommit == 0 ? "null" : "\"" + lastCommit + "\"") + ",\"" + rowLsn + "\"]";
                // Without a key, two rows can be identical.
                Row row = row(table == Table.KEYED ? number : random.nextInt(2));
                TransactionBlock block = table == Table.KEYLESS_WITH_TRANSACTIONS
                        ? new TransactionBlock(tx + ":" + rowLsn, i + 1, i + 1)
                        : null;
                ChangeEvent event =
                        create(table == Table.KEYED ? row : null, row, source(Snapshot.FALSE, sequence, rowLsn), block);
                changes.add(new Change(number++, event));
            }
            lastCommit = Math.max(rowLsn, lsn) + 1 + random.nextInt(50);
            lsn = lastCommit + 1 + random.nextInt(100);
        }
        return changes;
    }

    /** Returns the log from its beginning and, after every restart, again from an earlier position. */
    private static List<Change> deliveries(List<Change> log, Random random) {
        List<Change> deliveries = new ArrayList<>();
        int from = 0;
        int reached = 0;
        while (reached < log.size()) {
            int to = from + 1 + random.nextInt(log.size() - from);
            deliveries.addAll(log.subList(from, to));
            reached = Math.max(reached, to);
            from = random.nextInt(Math.min(reached, log.size() - 1) + 1);
            if (reached < log.size() && from > reached) {
                from = reached;
            }
        }
        return deliveries;
    }

    @Test
    void recognizesRedeliveriesWhoseTransactionIsRenumbered() {
        RedeliveryFilter filter = RedeliveryFilter.forSinglePartitionTopic();
        PostgresSource copied = source(Snapshot.FALSE, "[\"100\",\"200\"]", 200);
        for (int id = 1; id <= 3; id++) {
            assertThat(filter.accept(create(row(id), row(id), copied, new TransactionBlock("7:200", id, id))))
                    .isTrue();
        }
        assertThat(filter.accept(create(row(3), row(3), copied, new TransactionBlock("7:200", 1, 1))))
                .isFalse();
        assertThat(filter.accept(create(row(4), row(4), copied, new TransactionBlock("7:200", 2, 2))))
                .isTrue();
    }

    @Test
    void resetsOnSnapshotReads() {
        RedeliveryFilter filter = RedeliveryFilter.forPartition();
        ChangeEvent late = create(row(1), row(1), source(Snapshot.FALSE, "[\"900\",\"901\"]", 901), null);
        Read read = new Read(row(1), row(1), source(Snapshot.TRUE, null, 5), Instant.EPOCH, null, Row.EMPTY);
        ChangeEvent ofNewServer = create(row(1), row(1), source(Snapshot.FALSE, "[null,\"7\"]", 7), null);

        assertThat(filter.accept(late)).isTrue();
        assertThat(filter.accept(read)).isTrue();
        assertThat(filter.accept(read)).isTrue();
        assertThat(filter.accept(ofNewServer)).isTrue();
        assertThat(filter.accept(ofNewServer)).isFalse();
    }

    @Test
    void ignoresReadsOfIncrementalSnapshots() {
        RedeliveryFilter filter = RedeliveryFilter.forPartition();
        ChangeEvent change = create(row(1), row(1), source(Snapshot.FALSE, "[\"900\",\"901\"]", 901), null);
        Read read = new Read(row(1), row(1), source(Snapshot.INCREMENTAL, null, 5), Instant.EPOCH, null, Row.EMPTY);

        assertThat(filter.accept(change)).isTrue();
        assertThat(filter.accept(read)).isTrue();
        assertThat(filter.accept(change)).isFalse();
    }

    @Test
    void acceptsChangesBeforeTheFirstCommitAfterASnapshot() {
        RedeliveryFilter filter = RedeliveryFilter.forPartition();
        ChangeEvent before = create(row(1), row(1), source(Snapshot.FALSE, "[\"900\",\"901\"]", 901), null);
        ChangeEvent after = create(row(2), row(2), source(Snapshot.FALSE, "[null,\"950\"]", 950), null);

        assertThat(filter.accept(before)).isTrue();
        assertThat(filter.accept(after)).isTrue();
        assertThat(filter.accept(before)).isFalse();
    }

    @Test
    void acceptsKeylessChangesAtLowerPositionsOfSeveralPartitions() {
        RedeliveryFilter filter = RedeliveryFilter.forPartition();

        assertThat(filter.accept(create(null, row(1), source(Snapshot.FALSE, "[\"1\",\"9\"]", 9), null)))
                .isTrue();
        assertThat(filter.accept(create(null, row(2), source(Snapshot.FALSE, "[\"1\",\"5\"]", 5), null)))
                .isTrue();
        assertThat(filter.accept(create(row(3), row(3), source(Snapshot.FALSE, "[\"1\",\"5\"]", 5), null)))
                .isFalse();
    }

    @Test
    void acceptsMessagesOutsideTransactionsThatOvertakeChanges() {
        RedeliveryFilter filter = RedeliveryFilter.forSinglePartitionTopic();
        Source early = source(Snapshot.FALSE, "[\"1\",\"5\"]", 5);
        Source late = source(Snapshot.FALSE, "[\"1\",\"9\"]", 9);

        assertThat(filter.accept(message(late))).isTrue();
        assertThat(filter.accept(message(early))).isTrue();
    }

    private static LogicalMessage message(Source source) {
        return new LogicalMessage(row(1), "p", new byte[0], source, null, null, Row.EMPTY);
    }

    @Test
    void comparesGtidsAfterFailover() {
        RedeliveryFilter filter = RedeliveryFilter.forPartition();

        assertThat(filter.accept(mySql("binlog.000009", 500, "a:7", 1))).isTrue();
        assertThat(filter.accept(mySql("binlog.000002", 100, "a:8", 1))).isTrue();
        assertThat(filter.accept(mySql("binlog.000002", 200, "b:1", 1))).isTrue();
        assertThat(filter.accept(mySql("binlog.000002", 100, "a:8", 1))).isFalse();
        assertThat(filter.accept(mySql("binlog.000010", 1, null, 1))).isTrue();
        assertThat(filter.accept(mySql("other.000001", 1, null, 1))).isTrue();
    }

    private static ChangeEvent mySql(String file, long pos, @Nullable String gtid, long id) {
        MySqlSource source = new MySqlSource(
                new SourceInfo("3.7.0.Final", "mysql", "shop", Snapshot.FALSE, "shop"),
                Instant.EPOCH,
                "t",
                1,
                gtid,
                file,
                pos,
                0,
                null,
                null,
                Row.EMPTY);
        return create(row(id), row(id), source, null);
    }
}
