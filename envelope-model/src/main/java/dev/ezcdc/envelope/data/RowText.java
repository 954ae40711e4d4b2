package dev.ezcdc.envelope.data;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Writes rows for {@link Row#toString}. */
final class RowText {

    private RowText() {}

    static String of(Row row) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < row.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(row.columns().get(i).name()).append('=');
            appendValue(text, row.get(i));
        }
        return text.append('}').toString();
    }

    private static void appendValue(StringBuilder text, @Nullable Object value) {
        if (value instanceof byte[] bytes) {
            text.append("0x").append(HexFormat.of().formatHex(bytes));
        } else if (value instanceof double[] vector) {
            text.append(Arrays.toString(vector));
        } else if (value instanceof float[] vector) {
            text.append(Arrays.toString(vector));
        } else {
            text.append(value);
        }
    }
}
