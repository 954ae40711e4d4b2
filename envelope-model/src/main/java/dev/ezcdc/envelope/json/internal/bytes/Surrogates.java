package dev.ezcdc.envelope.json.internal.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Surrogates written as escapes: they must come in pairs. Jackson minds that in names, but in values it makes a string of
 * a lone one, which is no text: written as UTF-8 it turns into a question mark.
 */
public final class Surrogates {

    private static final VarHandle LONG_LE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long BACKSLASHES = 0x5C5C_5C5C_5C5C_5C5CL;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    /** Of an escape such as {@code \ud800}. */
    private static final int ESCAPE_LENGTH = 6;

    private Surrogates() {}

    /** The offset of the first escape in a JSON text that is half of a pair, or -1. */
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
                // Behind the escaped character, which may be a backslash itself.
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

    /** The UTF-16 unit that is escaped at an offset, or -1 if none is. */
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
