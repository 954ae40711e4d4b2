package dev.ezcdc.consumer.format;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ezcdc.consumer.redact.Escapes;
import dev.ezcdc.consumer.redact.RedactedValue;
import dev.ezcdc.envelope.BinaryKey;
import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import dev.ezcdc.envelope.type.Interval;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.time.Year;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON without loss: integers and floating point as numbers, decimals and times as text, bytes as base64,
 * sets and vectors as arrays, geometries as objects, an unavailable value as {@code {"unavailable":true}}. One column always
 * has one form.
 */
final class JsonValueWriter {

    private final JsonGenerator json;

    JsonValueWriter(JsonGenerator json) {
        this.json = json;
    }

    void writeField(String name, @Nullable Object value) throws IOException {
        writeField(name, value, ColumnType.UNTYPED);
    }

    private void writeField(String name, @Nullable Object value, ColumnType type) throws IOException {
        escapeNonAsciiIfUnsafe(name);
        json.writeFieldName(name);
        json.setHighestNonEscapedChar(0);
        write(value, type);
    }

    private void write(@Nullable Object value, ColumnType type) throws IOException {
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
            writeComposite(value, type);
        }
    }

    private void writeComposite(Object value, ColumnType type) throws IOException {
        if (value instanceof Row row) {
            json.writeStartObject();
            for (int i = 0; i < row.size(); i++) {
                Column column = row.columns().get(i);
                writeField(column.name(), row.get(i), column.type());
            }
            json.writeEndObject();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                writeField(String.valueOf(entry.getKey()), entry.getValue(), orUntyped(type.valueType()));
            }
            json.writeEndObject();
        } else if (value instanceof Collection<?> elements) {
            json.writeStartArray();
            for (Object element : elements) {
                write(element, orUntyped(type.valueType()));
            }
            json.writeEndArray();
        } else if (value.getClass().isArray()) {
            json.writeStartArray();
            for (int i = 0; i < Array.getLength(value); i++) {
                write(Array.get(value, i), orUntyped(type.valueType()));
            }
            json.writeEndArray();
        } else if (value instanceof Year year) {
            json.writeNumber(year.getValue());
        } else if (value instanceof Record parts && !(value instanceof Interval)) {
            writeParts(parts);
        } else {
            writeString(ValueTexts.of(value, type));
        }
    }

    /** Writes a geometry or a sparse vector as an object of its parts. */
    private void writeParts(Record value) throws IOException {
        json.writeStartObject();
        for (RecordComponent part : value.getClass().getRecordComponents()) {
            try {
                writeField(part.getName(), part.getAccessor().invoke(value));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        "Cannot read " + part + " of " + value.getClass().getName(), e);
            }
        }
        json.writeEndObject();
    }

    private static ColumnType orUntyped(@Nullable ColumnType type) {
        return type == null ? ColumnType.UNTYPED : type;
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
