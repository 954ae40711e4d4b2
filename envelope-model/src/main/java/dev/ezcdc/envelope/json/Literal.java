package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Bytes that are expected, such as {@code ,"last_name":}. Immutable. */
final class Literal {

    /** From here on Arrays.equals, which is vectorised but has to get going, is the faster way. */
    private static final int LONG = 64;

    private final byte[] text;

    Literal(String text) {
        this(text.getBytes(UTF_8));
    }

    Literal(byte[] text) {
        this.text = text;
    }

    int length() {
        return text.length;
    }

    /** Whether it stands at an offset, which may lie beyond the end. */
    boolean matches(byte[] bytes, int at) {
        int length = text.length;
        if (at + length > bytes.length) {
            return false;
        }
        if (length < 8) {
            for (int i = 0; i < length; i++) {
                if (bytes[at + i] != text[i]) {
                    return false;
                }
            }
            return true;
        }
        if (length >= LONG) {
            return Arrays.equals(bytes, at, at + length, text, 0, length);
        }
        // Whole words, and the last eight bytes, some of them for the second time.
        int last = length - 8;
        for (int i = 0; i < last; i += 8) {
            if ((long) ByteCursor.EIGHT.get(bytes, at + i) != (long) ByteCursor.EIGHT.get(text, i)) {
                return false;
            }
        }
        return (long) ByteCursor.EIGHT.get(bytes, at + last) == (long) ByteCursor.EIGHT.get(text, last);
    }

    /** Where it and other bytes first differ, or -1. */
    int mismatch(byte[] other) {
        return Arrays.mismatch(text, other);
    }

    byte byteAt(int offset) {
        return text[offset];
    }

    @Override
    public String toString() {
        return new String(text, UTF_8);
    }
}
