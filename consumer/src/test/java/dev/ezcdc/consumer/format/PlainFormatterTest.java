package dev.ezcdc.consumer.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Heartbeat;
import dev.ezcdc.envelope.LogicalMessage;
import dev.ezcdc.envelope.Notification;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.TransactionMarker;
import dev.ezcdc.envelope.Truncate;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainFormatterTest {

    private static final String POSITION =
            " lsn=0/1728CB0 tx=739 topic=cdctest.public.customers partition=0 offset=17 latency_ms=2.31";
    private static final String POSITION_WITHOUT_CHANGE = " topic=cdctest.public.customers partition=0 offset=17";

    private static String line(CdcRecord record) throws IOException {
        return Samples.format(new PlainFormatter(), record);
    }

    @Test
    void createShowsEveryColumn() throws IOException {
        assertThat(line(Samples.create(Samples.ALEX)))
                .isEqualTo("2023-12-21T13:46:27.948123Z op=create table=public.customers key.id=1 after.id=1"
                        + " after.first_name=\"alex\" after.last_name=\"foley\" after.email=\"alex.foley\"" + POSITION);
    }

    @Test
    void updateShowsOnlyChangedColumns() throws IOException {
        assertThat(line(Samples.update(Samples.ALEX, Samples.ALEX_MOVED)))
                .isEqualTo("2023-12-21T13:46:27.948123Z op=update table=public.customers key.id=1"
                        + " before.email=\"alex.foley\" after.email=\"alex@foley.org\"" + POSITION);
    }

    @Test
    void updateWithoutBeforeImageShowsTheFullRow() throws IOException {
        assertThat(line(Samples.update(null, Samples.ALEX_MOVED)))
                .contains(" after.id=1 ")
                .contains(" after.email=\"alex@foley.org\" ");
    }

    @Test
    void deleteShowsTheDeletedRow() throws IOException {
        assertThat(line(Samples.delete(Samples.ALEX)))
                .contains(" op=delete ")
                .contains(" before.email=\"alex.foley\" ");
        assertThat(line(Samples.delete(null))).contains("key.id=1 lsn=");
    }

    @Test
    void snapshotReadHasNoLatency() throws IOException {
        Read read = new Read(Samples.KEY, Samples.ALEX, Samples.source(Snapshot.TRUE), Samples.COMMIT, null, Row.EMPTY);
        assertThat(line(read)).contains(" op=read ").doesNotContain("latency");
    }

    @Test
    void everyKindOfRecordHasItsLine() throws IOException {
        assertThat(line(new Tombstone(Samples.KEY)))
                .isEqualTo("2023-12-21T13:46:27.950000Z op=tombstone key.id=1" + POSITION_WITHOUT_CHANGE);
        assertThat(line(new Truncate(Samples.source(Snapshot.FALSE), Samples.COMMIT, null, Row.EMPTY)))
                .isEqualTo("2023-12-21T13:46:27.948123Z op=truncate table=public.customers" + POSITION);
        assertThat(line(new Heartbeat("cdctest", Samples.COMMIT)))
                .isEqualTo("2023-12-21T13:46:27.948123Z op=heartbeat server=\"cdctest\"" + POSITION_WITHOUT_CHANGE);
        assertThat(line(new TransactionMarker(
                        TransactionMarker.Status.END,
                        "7:8",
                        2L,
                        List.of(new TransactionMarker.DataCollection("public.customers", 2)),
                        Samples.COMMIT,
                        Row.EMPTY)))
                .isEqualTo("2023-12-21T13:46:27.948123Z op=end id=\"7:8\" event_count=2 public.customers=2"
                        + POSITION_WITHOUT_CHANGE);
        assertThat(line(new Notification(
                        "1", "Initial Snapshot", "STARTED", Map.of("b", "2", "a", "1"), Samples.COMMIT, Row.EMPTY)))
                .isEqualTo("2023-12-21T13:46:27.948123Z op=notify aggregate_type=\"Initial Snapshot\" type=\"STARTED\""
                        + " a=\"1\" b=\"2\"" + POSITION_WITHOUT_CHANGE);
    }

    @Test
    void logicalMessageHasNoTableAndShowsTextAsText() throws IOException {
        LogicalMessage text = new LogicalMessage(
                Samples.row("prefix", "p"),
                "p",
                "hello\n".getBytes(StandardCharsets.UTF_8),
                Samples.source(Samples.COMMIT, Snapshot.FALSE, ""),
                Samples.COMMIT,
                null,
                Row.EMPTY);
        assertThat(line(text))
                .contains("op=message key.prefix=\"p\" prefix=\"p\" content=\"hello\\n\"")
                .doesNotContain("table=");
    }

    @Test
    void nameCannotForgeAField() throws IOException {
        assertThat(line(Samples.create(Samples.row("x=1 op=delete\n\"", 1))))
                .contains(" after.x\\u003d1\\u0020op\\u003ddelete\\n\\\"=1 ")
                .doesNotContain(" op=delete");
    }
}
