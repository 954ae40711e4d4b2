package dev.ezcdc.envelope.json.internal.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Decodes strings with characters of many alphabets from UTF-8 bytes to chars in one pass. Not thread-safe.
 *
 * <p>Technique: in such strings the encoded length changes from one character to the next, so a branch on it is often
 * mispredicted. Here a mask marks the first byte of each character in a block of 64 bytes. The loop over its bits has no
 * branch on a length, and no character depends on the previous one. Each character is assembled as if it had three bytes,
 * then shifted by an amount from a table, which is indexed by its first bytes. The input is well-formed (table 3-7 of the
 * Unicode standard) if each character starts where the previous one ends and the table accepts its second byte.
 */
final class Transcoder {

    private static final VarHandle INT_BE = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final int BLOCK_BYTES = 64;
    /** Multiplier that gathers the high bits of eight bytes in the highest byte, with that of the first byte lowest. */
    private static final long GATHER_HIGH_BITS = 0x0002_0408_1020_4081L;

    /**
     * Encoded forms, indexed by the first byte and the highest three bits of the second byte. Each entry holds the length
     * from bit 32, the shift from bit 27, and the first byte's bits of the character from bit 12. Bit 31 is set for four
     * bytes and for malformed input.
     */
    private static final long[] FORMS = new long[1 << 11];

    private static final int SHIFT_BIT = 27;
    private static final int FIRST_BYTE_BIT = 12;

    static {
        for (int i = 0; i < FORMS.length; i++) {
            int first = i >>> 3;
            int second = i << 5 & 0xFF;
            if (first < 0x80) {
                FORMS[i] = packForm(1, 12, first);
            } else if (first >= 0xC2 && first < 0xE0) {
                FORMS[i] = packForm(2, 6, first & 0x1F);
            } else if (first >= 0xE0
                    && first < 0xF0
                    && !(first == 0xE0 && second < 0xA0 || first == 0xED && second >= 0xA0)) {
                FORMS[i] = packForm(3, 0, first & 0x0F);
            } else {
                FORMS[i] = packForm(4, 16, 0);
            }
        }
    }

    private final byte[] bytes;
    private final ScratchBuffers scratch;
    private int end;

    Transcoder(byte[] bytes, ScratchBuffers scratch) {
        this.bytes = bytes;
        this.scratch = scratch;
    }

    private static long packForm(int length, int shift, int first) {
        return (long) length << 32 | (long) shift << SHIFT_BIT | (long) first << FIRST_BYTE_BIT;
    }

    /** Returns the offset of the closing quote of the last string read. */
    int end() {
        return end;
    }

    /** Reads the string that begins at {@code start}; null if it is malformed or too close to the end of the array. */
    @Nullable
    String read(int start) {
        // No character takes more chars than its encoded form has bytes.
        char[] chars = scratch.acquireChars(bytes.length - start);
        int length = transcode(start, chars);
        String text = length < 0 ? null : new String(chars, 0, length);
        scratch.release(chars);
        return text;
    }

    private int transcode(int from, char[] chars) {
        int in = from;
        int out = 0;
        // Four bytes are loaded at each character, even if it starts at the last byte of a word.
        int last = bytes.length - 11;
        int expected = from;
        // Nonzero once a character does not start where the previous one ended.
        int wrong = 0;
        while (in <= last) {
            long starts = 0;
            long all = 0;
            long special = 0;
            int at = in;
            int limit = Math.min(last, in + BLOCK_BYTES - 8);
            while (at <= limit) {
                long word = (long) ByteCursor.LONG_LE.get(bytes, at);
                special = Unescaper.specialMask(word);
                all |= word;
                starts |= ((~word | word << 1) & ByteCursor.HIGH_BITS) * GATHER_HIGH_BITS >>> 56 << at - in;
                at += 8;
                if (special != 0) {
                    at -= 8 - (Long.numberOfTrailingZeros(special) >>> 3);
                    starts &= (1L << at - in) - 1;
                    break;
                }
            }
            if ((all & ByteCursor.HIGH_BITS) == 0 && special == 0) {
                // An unfinished character before this block shows as a difference.
                wrong |= in ^ expected;
                expected = at;
                for (; in < at; in++) {
                    chars[out++] = (char) bytes[in];
                }
                continue;
            }
            for (; starts != 0; starts &= starts - 1) {
                int position = in + Long.numberOfTrailingZeros(starts);
                wrong |= position ^ expected;
                int four = (int) INT_BE.get(bytes, position);
                long form = FORMS[four >>> 21];
                int first = (int) form;
                expected = position + (int) (form >>> 32);
                if (first < 0) {
                    int code =
                            (four & 0x0700_0000) >>> 6 | (four & 0x3F_0000) >>> 4 | (four & 0x3F00) >>> 2 | four & 0x3F;
                    // This writes two chars, so the position must be right: otherwise the buffer might be too small.
                    if (wrong != 0 || four >>> 27 != 0x1E || !Character.isSupplementaryCodePoint(code)) {
                        return -1;
                    }
                    chars[out++] = Character.highSurrogate(code);
                    chars[out++] = Character.lowSurrogate(code);
                } else {
                    chars[out++] = (char) ((first | four >>> 10 & 0xFC0 | four >>> 8 & 0x3F) >>> (first >>> SHIFT_BIT));
                }
            }
            in = at;
            if (special == 0) {
                continue;
            }
            wrong |= in ^ expected;
            if (bytes[in] == '"') {
                end = in;
                return wrong == 0 ? out : -1;
            }
            if (bytes[in] != '\\') {
                return -1;
            }
            char simple = Unescaper.decodeSimpleEscape(bytes[in + 1]);
            if (simple != 0) {
                chars[out++] = simple;
                in += 2;
            } else {
                int code = Unescaper.parseCodePoint(bytes, in);
                if (code < 0) {
                    return -1;
                }
                out += Character.toChars(code, chars, out);
                in += code < 0x1_0000 ? 6 : 12;
            }
            expected = in;
        }
        return -1;
    }
}
