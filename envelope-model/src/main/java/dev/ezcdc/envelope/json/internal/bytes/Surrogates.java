package dev.ezcdc.envelope.json.internal.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Surrogates written as escapes: they must come in pairs. Jackson minds that in names, but in values it makes a string of
 * a lone one, which is no text: written as UTF-8 it turns into a question mark.
 */
public final class Surrogates {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EVERY_BYTE = 0x0101_0101_0101_0101L;
    private static final long BACKSLASHES = 0x5C5C_5C5C_5C5C_5C5CL;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    /** Of an escape such as {@code \ud800}. */
    private static final int LENGTH = 6;

    private Surrogates() {}

    /** The offset of the first escape in a JSON text that is half of a pair, or -1. */
    public static int firstLone(byte[] json) {
        int i = nextBackslash(json, 0);
        while (i < json.length) {
            int unit = unit(json, i);
            if (unit >= 0 && Character.isSurrogate((char) unit)) {
                int next = unit(json, i + LENGTH);
                if (next < 0 || !Character.isSurrogatePair((char) unit, (char) next)) {
                    return i;
                }
                i += 2 * LENGTH;
            } else {
                // Behind the escaped character, which may be a backslash itself.
                i += 2;
            }
            i = nextBackslash(json, i);
        }
        return -1;
    }

    private static int nextBackslash(byte[] json, int from) {
        int i = from;
        while (i + Long.BYTES <= json.length) {
            long word = (long) EIGHT_BYTES.get(json, i) ^ BACKSLASHES;
            if (((word - EVERY_BYTE) & ~word & HIGH_BITS) != 0) {
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
    private static int unit(byte[] json, int at) {
        if (at + LENGTH > json.length || json[at] != '\\' || json[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + LENGTH; i++) {
            int digit = Character.digit(json[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
