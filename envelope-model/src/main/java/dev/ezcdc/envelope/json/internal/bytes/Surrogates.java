package dev.ezcdc.envelope.json.internal.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds escaped surrogates that are not part of a pair. Jackson rejects them in names but accepts them in values. The
 * resulting string is not valid text: encoded as UTF-8, it contains a question mark.
 */
public final class Surrogates {

    private static final VarHandle LONG_LE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long BACKSLASHES = 0x5C5C_5C5C_5C5C_5C5CL;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    /** The length of an escape such as {@code \ud800}. */
    private static final int ESCAPE_LENGTH = 6;

    private Surrogates() {}

    /** Returns the offset of the first escaped surrogate without its other half, or -1 if all are paired. */
    public static int indexOfUnpaired(byte[] json) {
        int i = findBackslash(json, 0);
        while (i < json.length) {
            int unit = parseCodeUnit(json, i);
            if (unit >= 0 && Character.isSurrogate((char) unit)) {
                int next = parseCodeUnit(json, i + ESCAPE_LENGTH);
                if (next < 0 || !Character.isSurrogatePair((char) unit, (char) next)) {
                    return i;
                }
                i += 2 * ESCAPE_LENGTH;
            } else {
                // Skips the escaped character too, because it can be a backslash.
                i += 2;
            }
            i = findBackslash(json, i);
        }
        return -1;
    }

    private static int findBackslash(byte[] json, int from) {
        int i = from;
        while (i + Long.BYTES <= json.length) {
            long word = (long) LONG_LE.get(json, i) ^ BACKSLASHES;
            if (((word - ONES) & ~word & HIGH_BITS) != 0) {
                break;
            }
            i += Long.BYTES;
        }
        while (i < json.length && json[i] != '\\') {
            i++;
        }
        return i;
    }

    /** Returns the UTF-16 code unit of the escape at an offset, or -1 if there is no such escape. */
    private static int parseCodeUnit(byte[] json, int at) {
        if (at + ESCAPE_LENGTH > json.length || json[at] != '\\' || json[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
            int digit = Character.digit(json[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
