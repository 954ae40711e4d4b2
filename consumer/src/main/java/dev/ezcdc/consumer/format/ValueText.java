package dev.ezcdc.consumer.format;

import dev.ezcdc.consumer.redact.Escapes;
import dev.ezcdc.consumer.redact.RedactedValue;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values as text on one line: text in quotation marks, everything else bare; escaped, and what is long cut, with its
 * whole length told behind it.
 */
final class ValueText {

    private final int longest;

    /** @param longest how many characters of a text, or bytes, are shown */
    ValueText(int longest) {
        this.longest = longest;
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

    /** The value with its kind, a text without quotation marks. */
    ChangeView.ValueView view(@Nullable Object value) {
        ChangeView.Type type = ChangeView.type(value);
        StringBuilder text = new StringBuilder();
        StringBuilder cut = new StringBuilder();
        if (value instanceof String whole) {
            int end = end(whole);
            Escapes.append(text, whole, 0, end, "\\");
            appendCut(cut, end < whole.length(), whole.length(), " chars");
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
        int end = end(text);
        Escapes.append(out, text, 0, end, "");
        appendCut(out, end < text.length(), text.length(), " digits");
    }

    private void appendQuoted(StringBuilder out, String text) {
        int end = end(text);
        out.append('"');
        Escapes.append(out, text, 0, end, "\"\\");
        out.append('"');
        appendCut(out, end < text.length(), text.length(), " chars");
    }

    /** Where to cut, not within a pair of surrogates. */
    private int end(String text) {
        if (text.length() <= longest) {
            return text.length();
        }
        boolean pair =
                Character.isHighSurrogate(text.charAt(longest - 1)) && Character.isLowSurrogate(text.charAt(longest));
        return pair ? longest - 1 : longest;
    }

    private void appendBytes(StringBuilder out, byte[] bytes) {
        int end = Math.min(bytes.length, longest);
        out.append("0x");
        for (int i = 0; i < end; i++) {
            out.append(Character.forDigit(bytes[i] >> 4 & 0xF, 16)).append(Character.forDigit(bytes[i] & 0xF, 16));
        }
        appendCut(out, end < bytes.length, bytes.length, " bytes");
    }

    private void appendRow(StringBuilder out, Row row) {
        int limit = out.length() + longest;
        out.append('{');
        int i = 0;
        while (i < row.size() && out.length() < limit) {
            out.append(i == 0 ? "" : ", ");
            Escapes.appendName(out, row.columns().get(i).name());
            out.append('=');
            append(out, row.get(i++));
        }
        out.append('}');
        appendCut(out, i < row.size(), row.size(), " fields");
    }

    private void appendMap(StringBuilder out, Map<?, ?> map) {
        int limit = out.length() + longest;
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
        appendCut(out, shown < map.size(), map.size(), " entries");
    }

    private void appendElements(StringBuilder out, int size, java.util.function.IntFunction<?> elements) {
        int limit = out.length() + longest;
        out.append('[');
        int i = 0;
        while (i < size && out.length() < limit) {
            out.append(i == 0 ? "" : ", ");
            append(out, elements.apply(i++));
        }
        out.append(']');
        appendCut(out, i < size, size, " elements");
    }

    /** Stands outside of the quotation marks, so that no text can feign it. */
    private static void appendCut(StringBuilder out, boolean cut, int whole, String unit) {
        if (cut) {
            out.append("…(").append(whole).append(unit).append(')');
        }
    }
}
