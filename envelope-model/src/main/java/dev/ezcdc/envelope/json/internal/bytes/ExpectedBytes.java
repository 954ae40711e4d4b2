package dev.ezcdc.envelope.json.internal.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Bytes that are expected, such as {@code ,"last_name":}. Immutable.
 *
 * <p>Idea: the first eight bytes and the last eight, which may overlap, are numbers that are compared with what stands in
 * the message, without a loop; that is all of most literals. Cost: two loads and two comparisons.
 */
public final class ExpectedBytes {

    /** From here on Arrays.equals, which is vectorised but has to get going, is the faster way. */
    private static final int ARRAYS_EQUALS_THRESHOLD = 64;

    private final byte[] text;
    private final int length;
    private final long first;
    private final long firstMask;
    private final long last;

    public ExpectedBytes(String text) {
        this(text.getBytes(UTF_8));
    }

    /** The array becomes the literal's own. */
    public ExpectedBytes(byte[] text) {
        this.text = text;
        this.length = text.length;
        byte[] padded = Arrays.copyOf(text, Math.max(length, 8));
        this.first = (long) ByteCursor.LONG_LE.get(padded, 0);
        this.firstMask = length >= 8 ? -1L : (1L << 8 * length) - 1;
        this.last = (long) ByteCursor.LONG_LE.get(padded, padded.length - 8);
    }

    public int length() {
        return length;
    }

    /** Whether it stands at an offset, which may lie beyond the end. */
    public boolean matches(byte[] bytes, int at) {
        if (at + 8 > bytes.length) {
            return matchesAtEnd(bytes, at);
        }
        if (((long) ByteCursor.LONG_LE.get(bytes, at) & firstMask) != first) {
            return false;
        }
        if (length <= 8) {
            return true;
        }
        int lastAt = at + length - 8;
        if (lastAt + 8 > bytes.length || (long) ByteCursor.LONG_LE.get(bytes, lastAt) != last) {
            return false;
        }
        return length <= 16 || matchesMiddle(bytes, at);
    }

    private boolean matchesMiddle(byte[] bytes, int at) {
        if (length >= ARRAYS_EQUALS_THRESHOLD) {
            return Arrays.equals(bytes, at, at + length, text, 0, length);
        }
        for (int i = 8; i < length - 8; i += 8) {
            if ((long) ByteCursor.LONG_LE.get(bytes, at + i) != (long) ByteCursor.LONG_LE.get(text, i)) {
                return false;
            }
        }
        return true;
    }

    private boolean matchesAtEnd(byte[] bytes, int at) {
        return at + length <= bytes.length && Arrays.equals(bytes, at, at + length, text, 0, length);
    }

    /** Where it and other bytes first differ, or -1. */
    public int mismatch(byte[] other) {
        return Arrays.mismatch(text, other);
    }

    public byte byteAt(int offset) {
        return text[offset];
    }

    @Override
    public String toString() {
        return new String(text, UTF_8);
    }
}
