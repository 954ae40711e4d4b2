package dev.ezcdc.consumer.format;

import dev.ezcdc.consumer.redact.Escapes;
import dev.ezcdc.consumer.redact.RedactedValue;
import dev.ezcdc.envelope.BinaryKey;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Formats values on one line: text in quotation marks, everything else bare. Values are escaped; long ones are cut and
 * followed by their full length.
 */
final class ValueFormatter {

    private final int maxLength;

    /** @param maxLength the maximum number of characters or bytes shown of a value */
    ValueFormatter(int maxLength) {
        this.maxLength = maxLength;
    }

    void append(StringBuilder out, @Nullable Object value) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof String text) {
            appendQuoted(out, text);
        } else if (value instanceof Integer || value instanceof Long) {
            out.append(((Number) value).longValue());
        } else if (value instanceof byte[] bytes) {
            appendBytes(out, bytes);
        } else if (value instanceof BinaryKey key) {
            appendBytes(out, key.bytes());
        } else if (value instanceof Row row) {
            appendRow(out, row);
        } else if (value instanceof Map<?, ?> map) {
            appendMap(out, map);
        } else if (value instanceof List<?> list) {
            appendElements(out, list.size(), list::get);
        } else if (value.getClass().isArray()) {
            appendElements(out, Array.getLength(value), index -> Array.get(value, index));
        } else if (isPlain(value)) {
            appendPlain(out, value.toString());
        } else {
            appendQuoted(out, value.toString());
        }
    }

    /** Returns the value with its kind; text is not quoted. */
    ChangeView.ValueView toView(@Nullable Object value) {
        ChangeView.Type type = ChangeView.typeOf(value);
        StringBuilder text = new StringBuilder();
        StringBuilder cut = new StringBuilder();
        if (value instanceof String string) {
            int end = cutIndex(string);
            Escapes.append(text, string, 0, end, "\\");
            appendFullLength(cut, end < string.length(), string.length(), " chars");
        } else if (type == ChangeView.Type.UNAVAILABLE) {
            text.append("not in the change");
        } else {
            append(text, value);
        }
        return new ChangeView.ValueView(type, text.toString(), cut.toString());
    }

    private static boolean isPlain(Object value) {
        return value instanceof Number
                || value instanceof Boolean
                || value instanceof java.time.temporal.TemporalAccessor
                || value instanceof java.time.temporal.TemporalAmount
                || value instanceof UUID
                || value instanceof Unavailable
                || value instanceof RedactedValue;
    }

    private void appendPlain(StringBuilder out, String text) {
        int end = cutIndex(text);
        Escapes.append(out, text, 0, end, "");
        appendFullLength(out, end < text.length(), text.length(), " digits");
    }

    private void appendQuoted(StringBuilder out, String text) {
        int end = cutIndex(text);
        out.append('"');
        Escapes.append(out, text, 0, end, "\"\\");
        out.append('"');
        appendFullLength(out, end < text.length(), text.length(), " chars");
    }

    /** Returns the index at which to cut the text, never inside a surrogate pair. */
    private int cutIndex(String text) {
        if (text.length() <= maxLength) {
            return text.length();
        }
        boolean pair = Character.isHighSurrogate(text.charAt(maxLength - 1))
                && Character.isLowSurrogate(text.charAt(maxLength));
        return pair ? maxLength - 1 : maxLength;
    }

    private void appendBytes(StringBuilder out, byte[] bytes) {
        int end = Math.min(bytes.length, maxLength);
        out.append("0x");
        for (int i = 0; i < end; i++) {
            out.append(Character.forDigit(bytes[i] >> 4 & 0xF, 16)).append(Character.forDigit(bytes[i] & 0xF, 16));
        }
        appendFullLength(out, end < bytes.length, bytes.length, " bytes");
    }

    private void appendRow(StringBuilder out, Row row) {
        int limit = out.length() + maxLength;
        out.append('{');
        int i = 0;
        while (i < row.size() && out.length() < limit) {
            out.append(i == 0 ? "" : ", ");
            Escapes.appendName(out, row.columns().get(i).name());
            out.append('=');
            append(out, row.get(i++));
        }
        out.append('}');
        appendFullLength(out, i < row.size(), row.size(), " fields");
    }

    private void appendMap(StringBuilder out, Map<?, ?> map) {
        int limit = out.length() + maxLength;
        out.append('{');
        int shown = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (out.length() >= limit) {
                break;
            }
            out.append(shown++ == 0 ? "" : ", ");
            append(out, entry.getKey());
            out.append('=');
            append(out, entry.getValue());
        }
        out.append('}');
        appendFullLength(out, shown < map.size(), map.size(), " entries");
    }

    private void appendElements(StringBuilder out, int size, java.util.function.IntFunction<?> elements) {
        int limit = out.length() + maxLength;
        out.append('[');
        int i = 0;
        while (i < size && out.length() < limit) {
            out.append(i == 0 ? "" : ", ");
            append(out, elements.apply(i++));
        }
        out.append(']');
        appendFullLength(out, i < size, size, " elements");
    }

    /** Appends the full length outside the quotation marks, so that no text can forge it. */
    private static void appendFullLength(StringBuilder out, boolean cut, int length, String unit) {
        if (cut) {
            out.append("…(").append(length).append(unit).append(')');
        }
    }
}
