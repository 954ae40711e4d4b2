package dev.ezcdc.envelope.json.internal.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Validates UTF-8 according to table 3-7 of the Unicode standard: no overlong forms, no encoded surrogates, no code points
 * above U+10FFFF. Jackson accepts some of these.
 */
public final class Utf8 {

    private static final VarHandle LONG_LE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /** Returns the offset of the first byte that is not part of well-formed UTF-8, or -1 if there is none. */
    public static int indexOfMalformed(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            if (i + Long.BYTES <= bytes.length && ((long) LONG_LE.get(bytes, i) & HIGH_BITS) == 0) {
                i += Long.BYTES;
                continue;
            }
            int length = sequenceLength(bytes, i);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return -1;
    }

    /** Returns the length of the sequence that starts at an offset, or 0 if it is malformed. */
    private static int sequenceLength(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        // The range of the second byte excludes overlong forms, surrogates and code points above U+10FFFF.
        int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (at + length > bytes.length || !isBetween(bytes[at + 1], low, high)) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if (!isBetween(bytes[at + i], 0x80, 0xBF)) {
                return 0;
            }
        }
        return length;
    }

    private static boolean isBetween(byte value, int low, int high) {
        int unsigned = value & 0xFF;
        return unsigned >= low && unsigned <= high;
    }
}
