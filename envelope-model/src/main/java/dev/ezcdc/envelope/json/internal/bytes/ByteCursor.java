package dev.ezcdc.envelope.json.internal.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A place in the bytes of a part, from which the fast path reads what it expects there. Not thread-safe; it lives for one
 * part of one record.
 *
 * <p>Whatever is not as expected moves the cursor {@link #PAST_END} the end, where nothing else is as expected either: so
 * callers read on without a look at each step, and ask at the end whether the cursor stands {@link #isAtEnd()}. Until then
 * what was read means nothing.
 *
 * <p>Idea: eight bytes at a time in a register (SWAR). A byte's high bit in a mask says that it is special; the lowest
 * such bit is exact, those above it may be carries. Cost: a dozen operations for eight bytes. Source: the tricks of
 * simdjson and of Bit Twiddling Hacks ("haszero"), put anew for Java's {@code long}.
 */
public final class ByteCursor {

    public static final VarHandle LONG_LE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT_LE = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int PAST_END = 1 << 30;
    /** Of bytes, with quotes and escapes. */
    private static final int MAX_NAME_BYTES = 10_000;

    static final long ONES = 0x0101_0101_0101_0101L;
    static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final int NULL = 'n' | 'u' << 8 | 'l' << 16 | 'l' << 24;
    private static final int TRUE = 't' | 'r' << 8 | 'u' << 16 | 'e' << 24;
    private static final int ALSE = 'a' | 'l' << 8 | 's' << 16 | 'e' << 24;
    /** More digits than this do not fit a long. */
    private static final int MAX_LONG_DIGITS = 19;

    private static final long[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000};

    public byte[] bytes;
    private final ScratchBuffers scratch;
    private int at;
    private @Nullable Unescaper unescaper;

    /** A cursor before the first byte. */
    public ByteCursor(byte[] bytes, ScratchBuffers scratch) {
        this.bytes = bytes;
        this.scratch = scratch;
    }

    /** To the first byte of another part: one cursor less to make. */
    public void restart(byte[] part) {
        bytes = part;
        at = 0;
        unescaper = null;
    }

    public int position() {
        return at;
    }

    /** To a place that was read before; only where nothing failed since, or to read what failed in another way. */
    public void moveTo(int position) {
        at = position;
    }

    /** Something was not as expected. */
    public void fail() {
        at = PAST_END;
    }

    public boolean hasFailed() {
        return at >= PAST_END;
    }

    /** Everything was as expected, and nothing follows. */
    public boolean isAtEnd() {
        return at == bytes.length;
    }

    /** The byte here; 0 beyond the end, which is no byte of JSON's. */
    public byte peek() {
        return at < bytes.length ? bytes[at] : 0;
    }

    /** The byte here, which is then behind the cursor. */
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

    /** A whole number in JSON's form that fits a long. */
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

    /** Passes a whole number that most likely has so many digits, 8 to 16: then its value is of no interest. */
    public void skipLong(int digits) {
        int i = at;
        if (i + digits <= bytes.length) {
            long first = loadDigits(i);
            if (((nonDigitMask(first) | nonDigitMask(loadDigits(i + digits - 8))) & HIGH_BITS) == 0 && (first & 0xFF) != 0) {
                at = i + digits;
                // A digit more is not what the caller expects next.
                return;
            }
        }
        readLong();
    }

    /** Nanoseconds since 1970, which have 19 digits from 2001 on. */
    public long readNanos() {
        int i = at;
        if (i + 19 <= bytes.length) {
            long first = loadDigits(i);
            long second = loadDigits(i + 8);
            long last = loadDigits(i + 11);
            if (((nonDigitMask(first) | nonDigitMask(second) | nonDigitMask(last)) & HIGH_BITS) == 0 && (first & 0xFF) != 0) {
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

    /** The high bit of each byte that is above nine, and maybe of bytes above it. */
    private static long nonDigitMask(long word) {
        return (word + (0x7F - 9) * ONES) | word;
    }

    /**
     * Appends the digits here to a number. Up to {@value #MAX_DIGITS} digits in all the result is exact, or negative if it
     * does not fit.
     */
    long appendDigits(long number) {
        int i = at;
        long value = number;
        while (i + 8 <= bytes.length) {
            long word = loadDigits(i);
            long others = nonDigitMask(word) & HIGH_BITS;
            if (others == 0) {
                value = value * 100_000_000 + parseEightDigits(word);
                i += 8;
                continue;
            }
            int count = Long.numberOfTrailingZeros(others) >>> 3;
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

    /** Eight digits, the first in the lowest byte: pairs, then fours, then all. */
    private static long parseEightDigits(long digits) {
        long pairs = (digits * 10 + (digits >>> 8)) & 0x00FF_00FF_00FF_00FFL;
        long fours = (pairs * 100 + (pairs >>> 16)) & 0x0000_FFFF_0000_FFFFL;
        return (fours * 10_000 + (fours >>> 32)) & 0xFFFF_FFFFL;
    }

    /** A name in an object. There is a limit to names, which is the general path's to keep: long ones fail here. */
    public @Nullable String readName() {
        int start = at;
        String name = readString();
        if (at - start > MAX_NAME_BYTES) {
            fail();
        }
        return name;
    }

    /** A string, from its opening quote to its closing one. */
    public @Nullable String readString() {
        int start = at + 1;
        if (peek() != '"') {
            fail();
            return null;
        }
        int end = findPlainEnd(start);
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

    /** The text of ASCII bytes. The deprecated constructor is the one that only copies. */
    @SuppressWarnings("deprecation")
    String decodeAscii(int start, int end) {
        return new String(bytes, 0, start, end - start);
    }

    /** Where the run of plain characters ends: at a quote, a backslash, a control character or beyond ASCII. */
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
     * The high bit of each byte that is a quote, a backslash, a control character or beyond ASCII. Flipping 0x02 moves the
     * quote right behind the control characters, so that one subtraction finds both.
     */
    private static long specialOrNonAsciiMask(long word) {
        return (((word ^ 0x02 * ONES) - 0x21 * ONES) | ((word ^ '\\' * ONES) - ONES) | word) & HIGH_BITS;
    }
}
