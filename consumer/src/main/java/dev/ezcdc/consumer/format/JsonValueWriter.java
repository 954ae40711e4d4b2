package dev.ezcdc.consumer.format;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ezcdc.consumer.redact.Escapes;
import dev.ezcdc.consumer.redact.RedactedValue;
import dev.ezcdc.envelope.BinaryKey;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON without loss: integers and floating point as numbers, decimals and all types that JSON lacks as
 * text, bytes as base64, an unavailable value as {@code {"unavailable":true}}.
 */
final class JsonValueWriter {

    private final JsonGenerator json;

    JsonValueWriter(JsonGenerator json) {
        this.json = json;
    }

    void writeField(String name, @Nullable Object value) throws IOException {
        escapeNonAsciiIfUnsafe(name);
        json.writeFieldName(name);
        json.setHighestNonEscapedChar(0);
        write(value);
    }

    private void write(@Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            writeString(text);
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
        } else if (value instanceof BinaryKey key) {
            json.writeBinary(key.bytes());
        } else if (value == Unavailable.UNAVAILABLE) {
            json.writeStartObject();
            json.writeBooleanField("unavailable", true);
            json.writeEndObject();
        } else if (value instanceof RedactedValue) {
            json.writeStartObject();
            json.writeBooleanField("redacted", true);
            json.writeEndObject();
        } else {
            writeComposite(value);
        }
    }

    private void writeComposite(Object value) throws IOException {
        if (value instanceof Row row) {
            json.writeStartObject();
            for (int i = 0; i < row.size(); i++) {
                writeField(row.columns().get(i).name(), row.get(i));
            }
            json.writeEndObject();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                writeField(String.valueOf(entry.getKey()), entry.getValue());
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
            writeString(value.toString());
        }
    }

    private void writeString(String text) throws IOException {
        escapeNonAsciiIfUnsafe(text);
        json.writeString(text);
        json.setHighestNonEscapedChar(0);
    }

    /**
     * Makes Jackson escape every non-ASCII character of this text if one of its surrogates is unsafe. UTF-8 cannot encode
     * an unpaired surrogate, and Jackson does not call {@link TerminalSafeEscapes} for characters outside the BMP.
     */
    private void escapeNonAsciiIfUnsafe(String text) {
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
