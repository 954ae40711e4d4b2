package dev.ezcdc.envelope.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.TableId;
import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearnedSchemasTest {

    private static final long MAX_BYTES = 32L << 20;

    private static TableId table(int number) {
        return new TableId("server", "db", "public", "t" + number);
    }

    private static TableTypes types(int columns) {
        List<Column> list = IntStream.range(0, columns)
                .mapToObj(i -> new Column("c" + i, ColumnType.of(ColumnType.Base.INT64, true, null)))
                .toList();
        return new TableTypes(null, new Columns(list));
    }

    @Test
    void memoryStaysBoundedForManyTables() {
        LearnedSchemas learned = new LearnedSchemas();
        TableTypes wide = types(1_000);
        for (int i = 0; i < 1_000; i++) {
            learned.onSchema(table(i), wide);
        }
        assertThat(learned.bytesHeld()).isBetween(MAX_BYTES / 2, MAX_BYTES);
        assertThat(learned.typesOf(table(0))).isEqualTo(wide);
        assertThat(learned.typesOf(table(999))).isNull();
    }

    @Test
    void typesThatNoLongerFitInMemoryAreForgottenRatherThanKeptOutOfDate() {
        LearnedSchemas learned = new LearnedSchemas();
        learned.onSchema(table(1), types(1));
        learned.onSchema(table(1), types(100_000));
        assertThat(learned.typesOf(table(1))).isNull();
        assertThat(learned.bytesHeld()).isZero();
    }
}
