package dev.ezcdc.envelope.json.internal.fast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.ColumnType.Base;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.TableTypes;
import dev.ezcdc.envelope.json.internal.parse.Placeholder;
import dev.ezcdc.envelope.json.internal.record.SchemalessTypes;
import dev.ezcdc.envelope.source.OtherSource;
import dev.ezcdc.envelope.source.Snapshot;
import dev.ezcdc.envelope.source.Source;
import dev.ezcdc.envelope.source.SourceInfo;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchemalessRowsTest {

    private static final Source SOURCE = new OtherSource(
            new SourceInfo("3", "vitess", "shop", Snapshot.FALSE, "shop"), Instant.EPOCH, null, "items", Row.EMPTY);

    private static TableTypes types(int number) {
        List<Column> columns = IntStream.range(0, 100)
                .mapToObj(i -> new Column("c" + number + "_" + i, ColumnType.of(Base.INT64, false, null)))
                .toList();
        return new TableTypes(null, new Columns(columns));
    }

    @Test
    void memoryStaysBoundedForEverChangingTypes() {
        int[] number = {0};
        SchemalessRows rows =
                new SchemalessRows(new SchemalessTypes(table -> types(number[0]), Placeholder.NONE), Placeholder.NONE);
        long most = 0;
        long last = -1;
        boolean wasEmptied = false;
        for (; number[0] < 5_000; number[0]++) {
            assertThat(rows.shapeOf(SOURCE)).isNotNull();
            wasEmptied |= rows.bytesHeld() < last;
            last = rows.bytesHeld();
            most = Math.max(most, last);
        }
        assertThat(most).isLessThanOrEqualTo(32L << 20);
        assertThat(wasEmptied).isTrue();
    }

    @Test
    void sameTypesShareOneShape() {
        TableTypes types = types(1);
        SchemalessRows rows =
                new SchemalessRows(new SchemalessTypes(table -> types, Placeholder.NONE), Placeholder.NONE);
        assertThat(rows.shapeOf(SOURCE)).isSameAs(rows.shapeOf(SOURCE));
    }
}
