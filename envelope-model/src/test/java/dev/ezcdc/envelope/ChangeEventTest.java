package dev.ezcdc.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import dev.ezcdc.envelope.source.OtherSource;
import dev.ezcdc.envelope.source.Snapshot;
import dev.ezcdc.envelope.source.Source;
import dev.ezcdc.envelope.source.SourceInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeEventTest {

    private static final Row OLD = row("id", 1, "name", "a");
    private static final Row NEW = row("id", 1, "name", "b");
    private static final Source SOURCE = source(Snapshot.FALSE);

    private static Source source(Snapshot snapshot) {
        SourceInfo info = new SourceInfo("3.7.0.Final", "other", "shop", snapshot, "db");
        return new OtherSource(info, Instant.EPOCH, "public", "t", Row.EMPTY);
    }

    /** Returns a row of name, value, name, value… */
    private static Row row(@Nullable Object... namesAndValues) {
        List<Column> columns = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            columns.add(new Column(String.valueOf(namesAndValues[i]), ColumnType.UNTYPED));
            values.add(namesAndValues[i + 1]);
        }
        return Row.of(new Columns(columns), values);
    }

    private static Update update(@Nullable Row before, Row after) {
        return new Update(null, before, after, SOURCE, null, null, Row.EMPTY);
    }

    private static void assertRows(ChangeEvent event, @Nullable Row before, @Nullable Row after) {
        assertThat(event.before()).isEqualTo(before);
        assertThat(event.after()).isEqualTo(after);
    }

    @Test
    void everyOperationHasItsRows() {
        assertRows(new Create(null, NEW, SOURCE, null, null, Row.EMPTY), null, NEW);
        assertRows(new Read(null, NEW, SOURCE, null, null, Row.EMPTY), null, NEW);
        assertRows(update(OLD, NEW), OLD, NEW);
        assertRows(update(null, NEW), null, NEW);
        assertRows(new Delete(null, OLD, SOURCE, null, null, Row.EMPTY), OLD, null);
        assertRows(new Truncate(SOURCE, null, null, Row.EMPTY), null, null);
        assertRows(new LogicalMessage(null, "p", null, SOURCE, null, null, Row.EMPTY), null, null);
    }

    @Test
    void changedColumnsAreUnknownWithoutTheRowBefore() {
        assertThat(update(null, NEW).changedColumns()).isNull();
    }

    @Test
    void changedColumnsHaveTheOrderOfTheRowAfter() {
        assertThat(changedColumns(row("a", 1, "b", null, "c", "x"), row("c", "y", "b", 2, "a", 1)))
                .containsExactly("c", "b");
        assertThat(changedColumns(OLD, OLD)).isEmpty();
    }

    @Test
    void changedColumnsAreComparedByContent() {
        assertThat(changedColumns(row("a", new byte[] {1}), row("a", new byte[] {1})))
                .isEmpty();
        assertThat(changedColumns(row("a", List.of(new byte[] {1})), row("a", List.of(new byte[] {1}))))
                .isEmpty();
        assertThat(changedColumns(row("a", new byte[] {1}), row("a", new byte[] {2})))
                .containsExactly("a");
    }

    @Test
    void unavailableColumnsHaveNotChanged() {
        assertThat(changedColumns(row("a", "large"), row("a", Unavailable.UNAVAILABLE)))
                .isEmpty();
        assertThat(changedColumns(row("a", Unavailable.UNAVAILABLE), row("a", "large")))
                .containsExactly("a");
    }

    @Test
    void missingColumnsCountAsNull() {
        assertThat(changedColumns(row("old", 1), row("new", 2))).containsExactly("new", "old");
        assertThat(changedColumns(row("old", null), row("new", null))).isEmpty();
    }

    private static Iterable<String> changedColumns(Row before, Row after) {
        return Objects.requireNonNull(update(before, after).changedColumns());
    }

    @ParameterizedTest
    @EnumSource
    void everySnapshotValueExceptFalseIsASnapshot(Snapshot snapshot) {
        assertThat(snapshot.isSnapshot()).isEqualTo(snapshot != Snapshot.FALSE);
        assertThat(source(snapshot).isSnapshot()).isEqualTo(snapshot.isSnapshot());
    }
}
