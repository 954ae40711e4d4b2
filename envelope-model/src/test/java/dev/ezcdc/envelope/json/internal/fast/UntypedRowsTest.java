package dev.ezcdc.envelope.json.internal.fast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.internal.parse.Placeholder;
import dev.ezcdc.envelope.json.internal.untyped.Documents;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UntypedRowsTest {

    private static final long MAX_BYTES = 8L << 20;

    private static Row row(int number, int columns) {
        List<Column> list = IntStream.range(0, columns)
                .mapToObj(i -> new Column("c" + number + "_" + i, ColumnType.UNTYPED))
                .toList();
        return Row.of(new Columns(list), Collections.nCopies(columns, "x"));
    }

    @Test
    void memoryStaysBoundedForEverChangingFieldSets() {
        UntypedRows rows = new UntypedRows(Placeholder.NONE, new Documents());
        long most = 0;
        for (int i = 0; i < 500; i++) {
            rows.learn(row(i, 100));
            most = Math.max(most, rows.bytesHeld());
        }
        // A row is counted after it was added.
        assertThat(most).isBetween(MAX_BYTES, MAX_BYTES + (1 << 20));
        assertThat(rows.bytesHeld()).isLessThan(MAX_BYTES);
    }

    @Test
    void oneHugeRowIsNotRemembered() {
        UntypedRows rows = new UntypedRows(Placeholder.NONE, new Documents());
        rows.learn(row(0, 200_000));
        assertThat(rows.bytesHeld()).isZero();
    }
}
