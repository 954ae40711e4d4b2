package dev.ezcdc.envelope.json.internal.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A position in the bytes of a key or value, from which the fast path reads the values that it expects. Not thread-safe;
 * one cursor serves one record.
 *
 * <p>An unexpected byte moves the cursor past the end, where nothing else matches. Callers therefore need not check each
 * step: they continue to read and call {@link #isAtEnd()} once. Until then, the values read are not valid.
 *
 * <p>Technique: eight bytes at a time in a {@code long} (SWAR). In a mask, the high bit of a byte marks a match. The lowest
 * marked byte is exact; higher ones may be false positives caused by a carry. Cost: a dozen operations for eight bytes.
 * Source: simdjson and Bit Twiddling Hacks ("haszero"), adapted to Java.
 */
public final class ByteCursor {

    public static final VarHandle LONG_LE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT_LE = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int PAST_END = 1 << 30;
    /** Includes the quotes and the escapes as written. */
    private static final int MAX_NAME_BYTES = 10_000;

    static final long ONES = 0x0101_0101_0101_0101L;
    static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final int NULL = 'n' | 'u' << 8 | 'l' << 16 | 'l' << 24;
    private static final int TRUE = 't' | 'r' << 8 | 'u' << 16 | 'e' << 24;
    /** The last four bytes of {@code false}. */
    private static final int ALSE = 'a' | 'l' << 8 | 's' << 16 | 'e' << 24;
    /** More digits than this do not fit a long. */
    private static final int MAX_LONG_DIGITS = 19;

    private static final long[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000};

    public byte[] bytes;
    private final ScratchBuffers scratch;
    private int at;
    private @Nullable Unescaper unescaper;

    /** Creates a cursor before the first byte. The array is read in place. */
    public ByteCursor(byte[] bytes, ScratchBuffers scratch) {
        this.bytes = bytes;
        this.scratch = scratch;
    }

    /** Moves to the first byte of another part, which saves the allocation of a second cursor. */
    public void restart(byte[] part) {
        bytes = part;
        at = 0;
        unescaper = null;
    }

    public int position() {
        return at;
    }

    /** Moves to a position. Clears a failure, so the same bytes can be read in another way. */
    public void moveTo(int position) {
        at = position;
    }

    /** Marks the input as unexpected. All later reads fail too. */
    public void fail() {
        at = PAST_END;
    }

    public boolean hasFailed() {
        return at >= PAST_END;
    }

    /** Returns whether all input was as expected and none is left. */
    public boolean isAtEnd() {
        return at == bytes.length;
    }

    /** Returns the current byte, or 0 past the end; JSON never contains a zero byte. */
    public byte peek() {
        return at < bytes.length ? bytes[at] : 0;
    }

    /** Returns the current byte and moves past it. */
    public byte next() {
        byte value = peek();
        at++;
        return value;
    }

    public boolean skip(char expected) {
        if (at < bytes.length && bytes[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    public void expect(char expected) {
        if (!skip(expected)) {
            fail();
        }
    }

    public boolean skip(ExpectedBytes expected) {
        if (expected.matches(bytes, at)) {
            at += expected.length();
            return true;
        }
        return false;
    }

    public void expect(ExpectedBytes expected) {
        if (!skip(expected)) {
            fail();
        }
    }

    public boolean skipNull() {
        if (at + 4 <= bytes.length && (int) INT_LE.get(bytes, at) == NULL) {
            at += 4;
            return true;
        }
        return false;
    }

    public boolean readBoolean() {
        if (at + 5 <= bytes.length) {
            if ((int) INT_LE.get(bytes, at) == TRUE) {
                at += 4;
                return true;
            }
            if (bytes[at] == 'f' && (int) INT_LE.get(bytes, at + 1) == ALSE) {
                at += 5;
                return false;
            }
        }
        fail();
        return false;
    }

    /** Reads a JSON integer that fits a long. */
    public long readLong() {
        boolean negative = skip('-');
        int start = at;
        long value = appendDigits(0);
        int count = at - start;
        if (count == 0 || count > MAX_LONG_DIGITS || value < 0 || (bytes[start] == '0' && (count > 1 || negative))) {
            fail();
        }
        return negative ? -value : value;
    }

    /**
     * Skips an integer.
     *
     * @param digits the most likely number of digits, 8 to 16; an integer of this length is skipped without parsing
     */
    public void skipLong(int digits) {
        int i = at;
        if (i + digits <= bytes.length) {
            long first = loadDigits(i);
            if (((nonDigitMask(first) | nonDigitMask(loadDigits(i + digits - 8))) & HIGH_BITS) == 0
                    && (first & 0xFF) != 0) {
                at = i + digits;
                // If another digit follows, the caller's next expectation fails.
                return;
            }
        }
        readLong();
    }

    /** Reads nanoseconds since 1970, which have 19 digits for times after 2001-09-09. */
    public long readNanos() {
        int i = at;
        if (i + 19 <= bytes.length) {
            long first = loadDigits(i);
            long second = loadDigits(i + 8);
            long last = loadDigits(i + 11);
            if (((nonDigitMask(first) | nonDigitMask(second) | nonDigitMask(last)) & HIGH_BITS) == 0
                    && (first & 0xFF) != 0) {
                long value = parseEightDigits(first) * 100_000_000_000L
                        + parseEightDigits(second << 40) * 100_000_000
                        + parseEightDigits(last);
                if (value > 0) {
                    at = i + 19;
                    return value;
                }
            }
        }
        return readLong();
    }

    private long loadDigits(int offset) {
        return (long) LONG_LE.get(bytes, offset) ^ '0' * ONES;
    }

    /** Marks each byte above nine; bytes above the first marked one may be false positives. */
    private static long nonDigitMask(long word) {
        return (word + (0x7F - 9) * ONES) | word;
    }

    /**
     * Reads digits and appends them to {@code number}. With at most {@value #MAX_LONG_DIGITS} digits in total, the result is
     * exact, or negative if it does not fit a long.
     */
    long appendDigits(long number) {
        int i = at;
        long value = number;
        while (i + 8 <= bytes.length) {
            long word = loadDigits(i);
            long nonDigits = nonDigitMask(word) & HIGH_BITS;
            if (nonDigits == 0) {
                value = value * 100_000_000 + parseEightDigits(word);
                i += 8;
                continue;
            }
            int count = Long.numberOfTrailingZeros(nonDigits) >>> 3;
            if (count > 0) {
                value = value * POWERS_OF_TEN[count] + parseEightDigits(word << (64 - 8 * count));
            }
            at = i + count;
            return value;
        }
        while (i < bytes.length && bytes[i] >= '0' && bytes[i] <= '9') {
            value = value * 10 + (bytes[i++] - '0');
        }
        at = Math.max(at, i);
        return value;
    }

    /** Combines eight digits, the first in the lowest byte, into pairs, then groups of four, then the number. */
    private static long parseEightDigits(long digits) {
        long pairs = (digits * 10 + (digits >>> 8)) & 0x00FF_00FF_00FF_00FFL;
        long fours = (pairs * 100 + (pairs >>> 16)) & 0x0000_FFFF_0000_FFFFL;
        return (fours * 10_000 + (fours >>> 32)) & 0xFFFF_FFFFL;
    }

    /** Reads a field name. Fails for long names, because the general path enforces the limit on their length. */
    public @Nullable String readName() {
        int start = at;
        String name = readString();
        if (at - start > MAX_NAME_BYTES) {
            fail();
        }
        return name;
    }

    /** Reads a string, including both quotes; null after a failure. */
    public @Nullable String readString() {
        int start = at + 1;
        int end = peek() == '"' ? findPlainEnd(start) : bytes.length;
        if (end >= bytes.length) {
            fail();
            return null;
        }
        if (bytes[end] != '"') {
            if (unescaper == null) {
                unescaper = new Unescaper(bytes, scratch);
            }
            String text = unescaper.read(start, end);
            at = text == null ? PAST_END : unescaper.end() + 1;
            return text;
        }
        at = end + 1;
        return decodeAscii(start, end);
    }

    /** Decodes ASCII bytes. The deprecated constructor is the only one that just copies them. */
    @SuppressWarnings("deprecation")
    String decodeAscii(int start, int end) {
        return new String(bytes, 0, start, end - start);
    }

    /** Returns the offset of the next quote, backslash, control character or non-ASCII byte, or the end. */
    int findPlainEnd(int start) {
        int i = start;
        while (i + 8 <= bytes.length) {
            long word = (long) LONG_LE.get(bytes, i);
            long special = specialOrNonAsciiMask(word);
            if (special != 0) {
                return i + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            i += 8;
        }
        while (i < bytes.length && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    /**
     * Marks each byte that is a quote, a backslash, a control character or not ASCII. Flipping bit 0x02 moves the quote
     * right behind the control characters, so one subtraction finds both.
     */
    private static long specialOrNonAsciiMask(long word) {
        return (((word ^ 0x02 * ONES) - 0x21 * ONES) | ((word ^ '\\' * ONES) - ONES) | word) & HIGH_BITS;
    }
}
