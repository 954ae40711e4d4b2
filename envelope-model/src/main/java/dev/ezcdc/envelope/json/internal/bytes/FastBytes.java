package dev.ezcdc.envelope.json.internal.bytes;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads base64 and hexadecimal digits directly from the message. Fails on any other form. */
public final class FastBytes {

    private static final byte[] SIX_BITS = new byte[256];
    private static final byte[] HEX = new byte[256];

    static {
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        Arrays.fill(SIX_BITS, (byte) -1);
        for (int i = 0; i < 64; i++) {
            SIX_BITS[digits.charAt(i)] = (byte) i;
        }
        Arrays.fill(HEX, (byte) -1);
        for (int i = 0; i < 16; i++) {
            HEX[Character.forDigit(i, 16)] = (byte) i;
            HEX[Character.toUpperCase(Character.forDigit(i, 16))] = (byte) i;
        }
    }

    private static final int UUID_LENGTH = 36;

    private FastBytes() {}

    /** Reads a base64 string, padded to a multiple of four characters. */
    public static byte @Nullable [] readBase64(ByteCursor cursor) {
        cursor.expect('"');
        int start = cursor.position();
        int end = cursor.findPlainEnd(start);
        cursor.moveTo(end);
        cursor.expect('"');
        if (cursor.hasFailed() || (end - start) % 4 != 0) {
            cursor.fail();
            return null;
        }
        byte[] bytes = cursor.bytes;
        int padding = start == end || bytes[end - 1] != '=' ? 0 : bytes[end - 2] != '=' ? 1 : 2;
        byte[] value = new byte[(end - start) / 4 * 3 - padding];
        // Negative if any character is not a base64 digit, because those map to -1.
        int all = 0;
        int in = start;
        int out = 0;
        for (; out + 3 <= value.length; in += 4, out += 3) {
            int group = decodePair(bytes, in) << 12 | decodePair(bytes, in + 2);
            all |= group;
            value[out] = (byte) (group >> 16);
            value[out + 1] = (byte) (group >> 8);
            value[out + 2] = (byte) group;
        }
        if (padding != 0) {
            int group = decodePair(bytes, in) << 12;
            if (padding == 1) {
                group |= SIX_BITS[bytes[in + 2] & 0xFF] << 6;
                value[out + 1] = (byte) (group >> 8);
            }
            all |= group;
            value[out] = (byte) (group >> 16);
        }
        if (all < 0) {
            cursor.fail();
        }
        return value;
    }

    private static int decodePair(byte[] bytes, int at) {
        return SIX_BITS[bytes[at] & 0xFF] << 6 | SIX_BITS[bytes[at + 1] & 0xFF];
    }

    /** Reads a UUID of 8-4-4-4-12 digits. */
    public static @Nullable UUID readUuid(ByteCursor cursor) {
        cursor.expect('"');
        byte[] bytes = cursor.bytes;
        int start = cursor.position();
        if (start + UUID_LENGTH >= bytes.length
                || (bytes[start + 8] ^ '-'
                                | bytes[start + 13] ^ '-'
                                | bytes[start + 18] ^ '-'
                                | bytes[start + 23] ^ '-')
                        != 0) {
            cursor.fail();
            return null;
        }
        long a = parseHex(bytes, start, 8);
        long b = parseHex(bytes, start + 9, 4);
        long c = parseHex(bytes, start + 14, 4);
        long d = parseHex(bytes, start + 19, 4);
        long e = parseHex(bytes, start + 24, 12);
        cursor.moveTo(start + UUID_LENGTH);
        cursor.expect('"');
        if ((a | b | c | d | e) < 0) {
            cursor.fail();
        }
        return new UUID(a << 32 | b << 16 | c, d << 48 | e);
    }

    /** Parses up to 15 hexadecimal digits; negative if a character is not such a digit. */
    static long parseHex(byte[] bytes, int start, int count) {
        long value = 0;
        for (int i = start; i < start + count; i++) {
            value = value << 4 | HEX[bytes[i] & 0xFF];
        }
        return value;
    }
}
