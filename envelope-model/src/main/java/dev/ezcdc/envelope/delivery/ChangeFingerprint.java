package dev.ezcdc.envelope.delivery;

import dev.ezcdc.envelope.data.Row;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first ten bytes of a SHA-256 hash of the values that distinguish a change from the others at its position. With
 * ten bytes, the fingerprints of all rows of one PostgreSQL page (at most 291), and thus of one WAL record, fit next to
 * an offset in Kafka.
 */
record ChangeFingerprint(long first, short rest) {

    static final int BYTES = 10;

    static ChangeFingerprint of(List<@Nullable Object> identity) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
            write(identity, new DataOutputStream(bytes));
            return read(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform provides SHA-256", e);
        }
    }

    static ChangeFingerprint read(byte[] bytes, int offset) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, BYTES);
        return new ChangeFingerprint(buffer.getLong(), buffer.getShort());
    }

    void write(byte[] bytes, int offset) {
        ByteBuffer.wrap(bytes, offset, BYTES).putLong(first).putShort(rest);
    }

    /** Writes each value after its kind and length, so that different values never give the same bytes. */
    private static void write(@Nullable Object value, DataOutputStream out) throws IOException {
        if (value == null) {
            out.write('0');
        } else if (value instanceof Row row) {
            out.write('{');
            out.writeInt(row.size());
            for (int i = 0; i < row.size(); i++) {
                writeText(row.columns().get(i).name(), out);
                write(row.get(i), out);
            }
        } else if (value instanceof List<?> list) {
            out.write('[');
            out.writeInt(list.size());
            for (Object element : list) {
                write(element, out);
            }
        } else if (value instanceof Map<?, ?> map) {
            out.write('m');
            out.writeInt(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                write(entry.getKey(), out);
                write(entry.getValue(), out);
            }
        } else if (value instanceof byte[] bytes) {
            out.write('b');
            out.writeInt(bytes.length);
            out.write(bytes);
        } else if (value.getClass().isArray()) {
            out.write('a');
            out.writeInt(Array.getLength(value));
            for (int i = 0; i < Array.getLength(value); i++) {
                write(Array.get(value, i), out);
            }
        } else {
            out.write('v');
            writeText(value.getClass().getName(), out);
            writeText(value.toString(), out);
        }
    }

    private static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
