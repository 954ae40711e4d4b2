package dev.ezcdc.envelope.json.internal.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A byte sequence that the fast path expects, such as {@code ,"last_name":}. Immutable.
 *
 * <p>Technique: the first eight and the last eight bytes, which may overlap, are compared as two numbers, without a loop.
 * They cover most sequences completely. Cost: two loads and two comparisons.
 */
public final class ExpectedBytes {

    /** From this length on, Arrays.equals is faster: it is vectorized but has a start-up cost. */
    private static final int ARRAYS_EQUALS_THRESHOLD = 64;

    private final byte[] text;
    private final int length;
    private final long first;
    private final long firstMask;
    private final long last;

    public ExpectedBytes(String text) {
        this(text.getBytes(UTF_8));
    }

    /** Takes ownership of the array. */
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

    /** Returns whether {@code bytes} contains this sequence at an offset, which may be past the end. */
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

    /** Returns the first offset at which this sequence and other bytes differ, or -1 if they are equal. */
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
