package dev.ezcdc.consumer.format;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ezcdc.consumer.redact.Escapes;
import dev.ezcdc.consumer.redact.RedactedValue;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON, such that nothing is lost: whole numbers and floating point as numbers, decimals and what else JSON has
 * no type for as text, bytes as base64, an unavailable value as {@code {"unavailable":true}}.
 */
final class JsonValues {

    private final JsonGenerator json;

    JsonValues(JsonGenerator json) {
        this.json = json;
    }

    void field(String name, @Nullable Object value) throws IOException {
        escapingAllIfNeeded(name);
        json.writeFieldName(name);
        json.setHighestNonEscapedChar(0);
        write(value);
    }

    private void write(@Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Float number) {
            json.writeNumber(number);
        } else if (value instanceof byte[] bytes) {
            json.writeBinary(bytes);
        } else if (value == Unavailable.UNAVAILABLE) {
            json.writeStartObject();
            json.writeBooleanField("unavailable", true);
            json.writeEndObject();
        } else if (value instanceof RedactedValue) {
            json.writeStartObject();
            json.writeBooleanField("redacted", true);
            json.writeEndObject();
        } else {
            composite(value);
        }
    }

    private void composite(Object value) throws IOException {
        if (value instanceof Row row) {
            json.writeStartObject();
            for (int i = 0; i < row.size(); i++) {
                field(row.columns().get(i).name(), row.get(i));
            }
            json.writeEndObject();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                field(String.valueOf(entry.getKey()), entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(element);
            }
            json.writeEndArray();
        } else if (value.getClass().isArray()) {
            json.writeStartArray();
            for (int i = 0; i < Array.getLength(value); i++) {
                write(Array.get(value, i));
            }
            json.writeEndArray();
        } else {
            string(value.toString());
        }
    }

    private void string(String text) throws IOException {
        escapingAllIfNeeded(text);
        json.writeString(text);
        json.setHighestNonEscapedChar(0);
    }

    /** UTF-8 has no form for half a surrogate pair, nor are invisible characters outside the first plane asked for. */
    private void escapingAllIfNeeded(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int codePoint = text.codePointAt(i);
                if (Escapes.isUnsafe(codePoint)) {
                    json.setHighestNonEscapedChar(0x7F);
                    return;
                }
                i++;
            }
        }
    }
}
