package dev.ezcdc.connect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** A reusable buffer that writes JSON exactly as Jackson does. Not thread-safe. */
final class JsonBuffer {
    private static final int MAX_RETAINED_BYTES = 1 << 20;
    private static final int CHUNK_CHARS = 4096;
    private static final byte[] HEX_DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MIN_LONG = Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGIT_PAIRS = createDigitPairs();
    private static final ThreadLocal<JsonBuffer> BUFFERS = ThreadLocal.withInitial(JsonBuffer::new);

    private byte[] bytes = new byte[8192];
    private int size;

    /** Returns the current thread's buffer, emptied. It is valid until this thread calls this method again. */
    static JsonBuffer forCurrentThread() {
        JsonBuffer buffer = BUFFERS.get();
        if (buffer.bytes.length > MAX_RETAINED_BYTES) {
            buffer.bytes = new byte[8192];
        }
        buffer.size = 0;
        return buffer;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void append(byte[] added) {
        ensureCapacity(added.length);
        System.arraycopy(added, 0, bytes, size, added.length);
        size += added.length;
    }

    void append(char ascii) {
        ensureCapacity(1);
        bytes[size++] = (byte) ascii;
    }

    /** Appends a text that is ASCII and needs no escaping. */
    @SuppressWarnings("deprecation") // copies the low byte of each char, which is the fastest way
    void appendAscii(String text) {
        int length = text.length();
        ensureCapacity(length);
        text.getBytes(0, length, bytes, size);
        size += length;
    }

    void appendLong(long value) {
        if (value == Long.MIN_VALUE) {
            append(MIN_LONG);
            return;
        }
        ensureCapacity(20);
        long rest = value;
        if (rest < 0) {
            bytes[size++] = '-';
            rest = -rest;
        }
        int digits = countDigits(rest);
        int at = size + digits;
        size = at;
        while (rest >= 100) {
            int pair = (int) (rest % 100) * 2;
            rest /= 100;
            bytes[--at] = DIGIT_PAIRS[pair + 1];
            bytes[--at] = DIGIT_PAIRS[pair];
        }
        if (rest >= 10) {
            bytes[--at] = DIGIT_PAIRS[(int) rest * 2 + 1];
            bytes[--at] = DIGIT_PAIRS[(int) rest * 2];
        } else {
            bytes[--at] = (byte) ('0' + rest);
        }
    }

    /** Appends a quoted and escaped string. Like Jackson, writes every surrogate as a Unicode escape. */
    void appendString(String text) {
        append('"');
        int length = text.length();
        for (int from = 0; from < length; from += CHUNK_CHARS) {
            appendChunk(text, from, Math.min(length, from + CHUNK_CHARS));
        }
        append('"');
    }

    private void appendChunk(String text, int from, int to) {
        // At most six bytes per char, for a Unicode escape.
        ensureCapacity((to - from) * 6);
        byte[] target = bytes;
        int at = size;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x80) {
                if (c == '"' || c == '\\') {
                    target[at++] = '\\';
                }
                target[at++] = (byte) c;
            } else if (c < ' ') {
                at = escapeControl(target, at, c);
            } else if (c < 0x800) {
                target[at++] = (byte) (0xC0 | c >> 6);
                target[at++] = (byte) (0x80 | c & 0x3F);
            } else if (Character.isSurrogate(c)) {
                at = escapeUnicode(target, at, c);
            } else {
                target[at++] = (byte) (0xE0 | c >> 12);
                target[at++] = (byte) (0x80 | c >> 6 & 0x3F);
                target[at++] = (byte) (0x80 | c & 0x3F);
            }
        }
        size = at;
    }

    void appendBase64(byte[] value) {
        byte[] encoded = Base64.getEncoder().encode(value);
        ensureCapacity(encoded.length + 2);
        bytes[size++] = '"';
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
        bytes[size++] = '"';
    }

    private static int escapeControl(byte[] to, int at, char c) {
        int letter =
                switch (c) {
                    case '\b' -> 'b';
                    case '\t' -> 't';
                    case '\n' -> 'n';
                    case '\f' -> 'f';
                    case '\r' -> 'r';
                    default -> 0;
                };
        if (letter == 0) {
            return escapeUnicode(to, at, c);
        }
        to[at] = '\\';
        to[at + 1] = (byte) letter;
        return at + 2;
    }

    private static int escapeUnicode(byte[] to, int at, char c) {
        to[at] = '\\';
        to[at + 1] = 'u';
        for (int digit = 0; digit < 4; digit++) {
            to[at + 2 + digit] = HEX_DIGITS[c >> 12 - 4 * digit & 15];
        }
        return at + 6;
    }

    private static int countDigits(long positive) {
        int digits = 1;
        for (long limit = 10; positive >= limit; limit *= 10) {
            digits++;
            if (digits == 19) {
                break;
            }
        }
        return digits;
    }

    private void ensureCapacity(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }

    private static byte[] createDigitPairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[i * 2] = (byte) ('0' + i / 10);
            pairs[i * 2 + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }
}
