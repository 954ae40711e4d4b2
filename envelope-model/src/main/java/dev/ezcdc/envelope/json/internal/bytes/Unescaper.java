package dev.ezcdc.envelope.json.internal.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * Reads strings with escapes or non-ASCII characters. Not thread-safe.
 *
 * <p>Technique: copies plain runs eight bytes at a time, replaces escapes, and lets Java's vectorized decoder build the
 * string. That decoder replaces malformed UTF-8 with U+FFFD. A string without U+FFFD was therefore well-formed; one with
 * it, which is rare, is left to the general path. Escaped quotes, which are frequent in JSON inside a string, are removed
 * from whole words. Java's decoder scans characters beyond Latin-1 twice and byte by byte, so {@link Transcoder} handles
 * strings in which such a character occurs before the first other escape.
 */
final class Unescaper {

    private static final char REPLACEMENT = '\uFFFD';
    /** The character that each one-letter escape represents; 0 for letters that are not an escape. */
    private static final byte[] SIMPLE_ESCAPES = new byte[256];

    static {
        String escapes = "\"\"\\\\//b\bf\fn\nr\rt\t";
        for (int i = 0; i < escapes.length(); i += 2) {
            SIMPLE_ESCAPES[escapes.charAt(i)] = (byte) escapes.charAt(i + 1);
        }
    }

    private final byte[] bytes;
    private final ScratchBuffers scratch;
    private @Nullable Transcoder transcoder;
    private int end;

    Unescaper(byte[] bytes, ScratchBuffers scratch) {
        this.bytes = bytes;
        this.scratch = scratch;
    }

    /** Returns the offset of the closing quote of the last string read. */
    int end() {
        return end;
    }

    /**
     * Reads the string that begins at {@code start} and is plain ASCII up to {@code special}; null if it is malformed or
     * must be left to the general path.
     */
    @Nullable
    String read(int start, int special) {
        // A larger buffer is not retained, so each string of the message would allocate a new one.
        if (bytes.length - start + 8 <= ScratchBuffers.MAX_RETAINED && hasNonLatin1(special)) {
            String text = transcode(start);
            if (text != null) {
                return text;
            }
        }
        int in = findSpecial(special);
        if (in < bytes.length && bytes[in] == '"') {
            end = in;
            return decodeUtf8OrNull(bytes, start, in - start);
        }
        // Unescaped text is never longer than its escaped form. Eight more bytes, because whole words are copied.
        byte[] plain = scratch.acquireBytes(findBufferEnd(start, in) - start + 8);
        System.arraycopy(bytes, start, plain, 0, in - start);
        int length = unescape(in, plain, in - start);
        String text = length < 0 ? null : decodeUtf8OrNull(plain, 0, length);
        scratch.release(plain);
        return text;
    }

    /**
     * Returns the offset up to which the buffer must reach: the end of the message, which costs nothing to find, unless a
     * buffer of that size is not retained. Then each string must pay for its own length only.
     */
    private int findBufferEnd(int start, int from) {
        if (bytes.length - start + 8 <= ScratchBuffers.MAX_RETAINED) {
            return bytes.length;
        }
        int i = findSpecial(from);
        while (i < bytes.length && bytes[i] != '"') {
            i = findSpecial(i + (bytes[i] == '\\' ? 2 : 1));
        }
        return Math.min(i + 8, bytes.length);
    }

    /** Returns whether a character beyond Latin-1, plain or escaped, occurs before any other special character. */
    private boolean hasNonLatin1(int from) {
        for (int i = from; i + 16 <= bytes.length; i += 8) {
            long word = (long) ByteCursor.LONG_LE.get(bytes, i);
            // First bytes from 0xC4: the two highest bits and one of the next four are set.
            long beyond = word & word << 1 & (word << 2 | word << 3 | word << 4 | word << 5) & ByteCursor.HIGH_BITS;
            long special = specialMask(word);
            if ((beyond | special) != 0) {
                int bits = Long.numberOfTrailingZeros(beyond | special);
                return (special >>> bits & 1) == 0 || isNonLatin1Escape(i + (bits >>> 3));
            }
        }
        return false;
    }

    private boolean isNonLatin1Escape(int at) {
        return bytes[at] == '\\' && bytes[at + 1] == 'u' && (bytes[at + 2] != '0' || bytes[at + 3] != '0');
    }

    private @Nullable String transcode(int start) {
        if (transcoder == null) {
            transcoder = new Transcoder(bytes, scratch);
        }
        String text = transcoder.read(start);
        end = transcoder.end();
        return text;
    }

    /** Unescapes from a special character to the end of the string. Returns the length of the text, or -1. */
    private int unescape(int from, byte[] plain, int length) {
        int in = from;
        int out = length;
        while (in < bytes.length) {
            int shift = out - in;
            in = copyPlain(in, plain, shift);
            // loadLong pads with zeros, which are special, so the mask is never empty.
            long word = loadLong(in);
            ByteCursor.LONG_LE.set(plain, in + shift, word);
            in += Long.numberOfTrailingZeros(specialMask(word)) >>> 3;
            out = in + shift;
            if (in + 1 >= bytes.length || bytes[in] != '\\') {
                end = in;
                return in < bytes.length && bytes[in] == '"' ? out : -1;
            }
            byte simple = SIMPLE_ESCAPES[bytes[in + 1] & 0xFF];
            if (simple != 0) {
                plain[out++] = simple;
                in += 2;
                if (simple == '"') {
                    out = unescapeQuotes(in, plain, out);
                    in = end;
                }
            } else {
                int code = parseCodePoint(bytes, in);
                if (code < 0) {
                    return -1;
                }
                in += code < 0x1_0000 ? 6 : 12;
                out = encodeUtf8(code, plain, out);
            }
        }
        return -1;
    }

    /**
     * Copies words without special characters, shifted by {@code shift} bytes. Returns the offset of the first word with one.
     * As a separate loop with one variable, this takes three quarters of the time that it takes inside the loop that
     * replaces escapes.
     */
    private int copyPlain(int from, byte[] plain, int shift) {
        int i = from;
        for (; i <= bytes.length - 8; i += 8) {
            long word = (long) ByteCursor.LONG_LE.get(bytes, i);
            if (specialMask(word) != 0) {
                break;
            }
            ByteCursor.LONG_LE.set(plain, i + shift, word);
        }
        return i;
    }

    /**
     * Copies words in which only escaped quotes are special, which is most of JSON inside a string. Returns the length of the
     * text so far, and sets {@link #end} to the offset at which the caller must continue.
     */
    private int unescapeQuotes(int from, byte[] plain, int length) {
        int in = from;
        int out = length;
        // The high bit of the lowest byte if the previous word ended with a backslash.
        long escaped = 0;
        for (; in <= bytes.length - 8; in += 8) {
            long word = (long) ByteCursor.LONG_LE.get(bytes, in);
            long backslashes = matchMask('\\', word);
            if (matchMask('"', word) != (backslashes << 8 | escaped) || controlMask(word) != 0) {
                break;
            }
            ByteCursor.LONG_LE.set(plain, out, removeBytes(backslashes, word));
            out += 8 - Long.bitCount(backslashes);
            escaped = backslashes >>> 56;
        }
        end = escaped == 0 ? in : in - 1;
        return out;
    }

    /** Removes the bytes that a mask marks, mostly two, and closes the gaps. */
    private static long removeBytes(long mask, long word) {
        long lowest = mask & -mask;
        long before = (lowest >>> 7) - 1;
        long rest = word & before | word >>> 8 & ~before;
        long left = (mask ^ lowest) >>> 8;
        lowest = left & -left;
        before = (lowest >>> 7) - 1;
        rest = rest & before | rest >>> 8 & ~before;
        left = (left ^ lowest) >>> 8;
        return left == 0 ? rest : removeBytes(left, rest);
    }

    /** Marks each byte that equals a character, without false positives. */
    private static long matchMask(char character, long word) {
        long difference = word ^ character * ByteCursor.ONES;
        return ~((difference & ~ByteCursor.HIGH_BITS) + ~ByteCursor.HIGH_BITS | difference) & ByteCursor.HIGH_BITS;
    }

    /** Nonzero if a byte is a control character. */
    private static long controlMask(long word) {
        return word - ' ' * ByteCursor.ONES & ~word & ByteCursor.HIGH_BITS;
    }

    /** Returns the character that a one-letter escape represents, or 0 if there is no such escape. */
    static char decodeSimpleEscape(byte letter) {
        return (char) SIMPLE_ESCAPES[letter & 0xFF];
    }

    /** Returns the code point of an escape such as {@code \\u00e4} or of an escaped surrogate pair; negative if malformed. */
    static int parseCodePoint(byte[] bytes, int at) {
        int code = parseCodeUnit(bytes, at);
        if (code < 0 || !Character.isSurrogate((char) code)) {
            return code;
        }
        int low = parseCodeUnit(bytes, at + 6);
        return low >= 0 && Character.isSurrogatePair((char) code, (char) low)
                ? Character.toCodePoint((char) code, (char) low)
                : -1;
    }

    /** Loads eight bytes, padded with zeros past the end. Zeros are special characters. */
    private long loadLong(int offset) {
        int missing = offset + 8 - bytes.length;
        if (missing <= 0) {
            return (long) ByteCursor.LONG_LE.get(bytes, offset);
        }
        return bytes.length < 8 ? 0 : (long) ByteCursor.LONG_LE.get(bytes, bytes.length - 8) >>> 8 * missing;
    }

    /** Returns the UTF-16 code unit of one escape; negative if there is none. */
    private static int parseCodeUnit(byte[] bytes, int at) {
        if (at + 6 > bytes.length || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        return (int) FastBytes.parseHex(bytes, at + 2, 4);
    }

    /** Writes a character in UTF-8, which is shorter than its escape. Returns the offset after it. */
    private static int encodeUtf8(int code, byte[] plain, int at) {
        int out = at;
        if (code < 0x80) {
            plain[out++] = (byte) code;
        } else if (code < 0x800) {
            plain[out++] = (byte) (0xC0 | code >> 6);
            plain[out++] = (byte) (0x80 | code & 0x3F);
        } else {
            if (code < 0x1_0000) {
                plain[out++] = (byte) (0xE0 | code >> 12);
            } else {
                plain[out++] = (byte) (0xF0 | code >> 18);
                plain[out++] = (byte) (0x80 | code >> 12 & 0x3F);
            }
            plain[out++] = (byte) (0x80 | code >> 6 & 0x3F);
            plain[out++] = (byte) (0x80 | code & 0x3F);
        }
        return out;
    }

    /** Returns the offset of the next quote, backslash or control character; it may stop early near the end. */
    private int findSpecial(int from) {
        int i = from;
        while (i + 8 <= bytes.length) {
            long special = specialMask((long) ByteCursor.LONG_LE.get(bytes, i));
            if (special != 0) {
                return i + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            i += 8;
        }
        return i;
    }

    /** Marks each byte that is a quote, a backslash or a control character; only the lowest mark is exact. */
    static long specialMask(long word) {
        return (((word ^ 0x02 * ByteCursor.ONES) - 0x21 * ByteCursor.ONES)
                        | ((word ^ '\\' * ByteCursor.ONES) - ByteCursor.ONES))
                & ~word
                & ByteCursor.HIGH_BITS;
    }

    private static @Nullable String decodeUtf8OrNull(byte[] from, int start, int length) {
        String text = new String(from, start, length, UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : null;
    }
}
