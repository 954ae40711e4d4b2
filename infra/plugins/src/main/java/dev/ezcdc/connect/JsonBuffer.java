package dev.ezcdc.connect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** JSON, as Jackson writes it, into bytes that are used again. Not thread-safe. */
final class JsonBuffer {
    private static final int KEPT = 1 << 20;
    private static final int PART = 4096;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SMALLEST = Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PAIRS = pairs();
    private static final ThreadLocal<JsonBuffer> BUFFERS = ThreadLocal.withInitial(JsonBuffer::new);

    private byte[] bytes = new byte[8192];
    private int size;

    /** An empty one, good until this thread asks again. */
    static JsonBuffer ofThisThread() {
        JsonBuffer buffer = BUFFERS.get();
        if (buffer.bytes.length > KEPT) {
            buffer.bytes = new byte[8192];
        }
        buffer.size = 0;
        return buffer;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void add(byte[] all) {
        ensure(all.length);
        System.arraycopy(all, 0, bytes, size, all.length);
        size += all.length;
    }

    void add(char ascii) {
        ensure(1);
        bytes[size++] = (byte) ascii;
    }

    /** What is ASCII and needs no escaping. */
    @SuppressWarnings("deprecation") // the low byte of each char is exactly what is wanted, and nothing is quicker
    void addAscii(String text) {
        int length = text.length();
        ensure(length);
        text.getBytes(0, length, bytes, size);
        size += length;
    }

    void number(long value) {
        if (value == Long.MIN_VALUE) {
            add(SMALLEST);
            return;
        }
        ensure(20);
        long left = value;
        if (left < 0) {
            bytes[size++] = '-';
            left = -left;
        }
        int digits = digits(left);
        int at = size + digits;
        size = at;
        while (left >= 100) {
            int pair = (int) (left % 100) * 2;
            left /= 100;
            bytes[--at] = PAIRS[pair + 1];
            bytes[--at] = PAIRS[pair];
        }
        if (left >= 10) {
            bytes[--at] = PAIRS[(int) left * 2 + 1];
            bytes[--at] = PAIRS[(int) left * 2];
        } else {
            bytes[--at] = (byte) ('0' + left);
        }
    }

    /** Quoted and escaped; surrogates by their codes, pairs or not, as Jackson has it. */
    void string(String text) {
        add('"');
        int length = text.length();
        for (int from = 0; from < length; from += PART) {
            part(text, from, Math.min(length, from + PART));
        }
        add('"');
    }

    private void part(String text, int from, int to) {
        // At most six bytes for a char: its code.
        ensure((to - from) * 6);
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
                at = control(target, at, c);
            } else if (c < 0x800) {
                target[at++] = (byte) (0xC0 | c >> 6);
                target[at++] = (byte) (0x80 | c & 0x3F);
            } else if (Character.isSurrogate(c)) {
                at = code(target, at, c);
            } else {
                target[at++] = (byte) (0xE0 | c >> 12);
                target[at++] = (byte) (0x80 | c >> 6 & 0x3F);
                target[at++] = (byte) (0x80 | c & 0x3F);
            }
        }
        size = at;
    }

    void base64(byte[] value) {
        byte[] encoded = Base64.getEncoder().encode(value);
        ensure(encoded.length + 2);
        bytes[size++] = '"';
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
        bytes[size++] = '"';
    }

    private static int control(byte[] to, int at, char c) {
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
            return code(to, at, c);
        }
        to[at] = '\\';
        to[at + 1] = (byte) letter;
        return at + 2;
    }

    private static int code(byte[] to, int at, char c) {
        to[at] = '\\';
        to[at + 1] = 'u';
        for (int digit = 0; digit < 4; digit++) {
            to[at + 2 + digit] = HEX[c >> 12 - 4 * digit & 15];
        }
        return at + 6;
    }

    private static int digits(long positive) {
        int digits = 1;
        for (long limit = 10; positive >= limit; limit *= 10) {
            digits++;
            if (digits == 19) {
                break;
            }
        }
        return digits;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }

    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[i * 2] = (byte) ('0' + i / 10);
            pairs[i * 2 + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }
}
