package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.WrittenChange;
import dev.ezcdc.loadgen.WrittenRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes inserts in the text format of COPY. Reusable; not thread-safe. */
final class CopyText {

    private final StringBuilder text = new StringBuilder();

    byte[] encode(List<WrittenChange> inserts) {
        text.setLength(0);
        for (WrittenChange insert : inserts) {
            int start = text.length();
            if (insert.table().hasIdKey()) {
                text.append(insert.newId()).append('\t');
            }
            WrittenRow row = insert.after();
            if (row != null) {
                for (Object value : row.values()) {
                    append(value);
                    text.append('\t');
                }
            }
            if (text.length() > start) {
                text.setLength(text.length() - 1);
            }
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void append(@Nullable Object value) {
        if (value == null) {
            text.append("\\N");
            return;
        }
        String plain = value.toString();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }
}
