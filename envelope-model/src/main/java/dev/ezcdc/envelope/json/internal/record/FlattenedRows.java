package dev.ezcdc.envelope.json.internal.record;

import dev.ezcdc.envelope.FlattenedRow;
import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.internal.RowFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps rows that {@code io.debezium.transforms.ExtractNewRecordState} flattened. */
public final class FlattenedRows {

    /** The default of the transform's {@code add.fields.prefix}. */
    private static final String PREFIX = "__";

    private static final String DELETED = "__deleted";

    private FlattenedRows() {}

    public static FlattenedRow toRecord(@Nullable Object recordKey, Row fields) {
        Row added = select(fields, true);
        return new FlattenedRow(recordKey, select(fields, false), added, isDeleted(added));
    }

    /** Returns whether a row has a field that the transform adds. */
    public static boolean hasAddedFields(Row fields) {
        return fields.columns().asList().stream().anyMatch(FlattenedRows::isAdded);
    }

    private static Row select(Row fields, boolean isAdded) {
        List<Column> columns = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Column column = fields.columns().get(i);
            if (isAdded(column) == isAdded) {
                columns.add(column);
                values.add(fields.get(i));
            }
        }
        return RowFactory.wrap(new Columns(columns), values.toArray());
    }

    private static boolean isAdded(Column column) {
        return column.name().startsWith(PREFIX);
    }

    /** The transform writes {@code __deleted} as text; {@code __op} alone is enough. */
    private static boolean isDeleted(Row added) {
        if (added.contains(DELETED)) {
            return "true".equals(String.valueOf(added.get(DELETED)));
        }
        return added.contains("__op") && "d".equals(added.get("__op"));
    }
}
