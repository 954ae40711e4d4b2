package dev.ezcdc.envelope.json.internal.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * Strings with escapes or characters beyond ASCII. Not thread-safe.
 *
 * <p>Idea: plain runs are copied eight bytes at a time, escapes are replaced, and Java's own decoder, which works on
 * vectors, makes the text of it. That one puts U+FFFD where the input is no well-formed UTF-8; so a text without U+FFFD
 * was well-formed, and one with it (rare) is left to the general path. Escaped quotes, of which JSON in a string is full,
 * are taken out of whole words. Texts in other alphabets, at which that decoder looks twice and byte by byte, are the
 * {@link Transcoder}'s, unless they come to them behind an escape only.
 */
final class Unescaper {

    private static final char REPLACEMENT = '\uFFFD';
    /** What stands for a character of its own behind a backslash; 0 where nothing does. */
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

    /** Where the string that was read last ends: its closing quote. */
    int end() {
        return end;
    }

    /**
     * Reads the string that begins at {@code start} and is plain ASCII up to {@code special}; null if it is not sure what
     * it is.
     */
    @Nullable
    String read(int start, int special) {
        // Room that is not kept would have to be made for each text of a message.
        if (bytes.length - start <= ScratchBuffers.MAX_RETAINED && hasNonLatin1(special)) {
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
        // The text is never longer than what is written; eight more, as whole words are copied.
        byte[] plain = scratch.acquireBytes(bytes.length - start + 8);
        System.arraycopy(bytes, start, plain, 0, in - start);
        int length = unescape(in, plain, in - start);
        String text = length < 0 ? null : decodeUtf8OrNull(plain, 0, length);
        scratch.release(plain);
        return text;
    }

    /** Whether a character beyond Latin-1 comes before the next quote or control character, or is escaped first. */
    private boolean hasNonLatin1(int from) {
        for (int i = from; i + 16 <= bytes.length; i += 8) {
            long word = (long) ByteCursor.LONG_LE.get(bytes, i);
            // Two high bits that are set, and one of the four below.
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

    /** Goes on at a special character; returns the length of the text, or -1. */
    private int unescape(int from, byte[] plain, int length) {
        int in = from;
        int out = length;
        while (in < bytes.length) {
            int shift = out - in;
            in = copyPlain(in, plain, shift);
            // Near the end of the bytes, if not before, something is special.
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
     * Copies whole words in which nothing is special, shifted by so many bytes; returns where they end. On its own, and with
     * one variable, the loop takes three quarters of the time that it takes within the one that replaces escapes.
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
     * Goes on behind an escaped quote, as long as nothing but escaped quotes is special; that is most of JSON in a string.
     * Returns the length of the text so far, and leaves {@link #end} where the bytes are to be looked at one by one.
     */
    private int unescapeQuotes(int from, byte[] plain, int length) {
        int in = from;
        int out = length;
        // The high bit of the next word's first byte, if a backslash stands before it.
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

    /** A word with its bytes at the high bits in a mask taken out, and the others moved together; mostly there are two. */
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

    /** The high bit of each byte that is one character: exactly those. */
    private static long matchMask(char character, long word) {
        long others = word ^ character * ByteCursor.ONES;
        return ~((others & ~ByteCursor.HIGH_BITS) + ~ByteCursor.HIGH_BITS | others) & ByteCursor.HIGH_BITS;
    }

    /** Not zero if a byte is a control character. */
    private static long controlMask(long word) {
        return word - ' ' * ByteCursor.ONES & ~word & ByteCursor.HIGH_BITS;
    }

    /** The character that an escape of one letter stands for; 0 if it is none. */
    static char decodeSimpleEscape(byte letter) {
        return (char) SIMPLE_ESCAPES[letter & 0xFF];
    }

    /** The character of an escape such as {@code \\u00e4}, or of two that are a pair; negative if none is there. */
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

    /** Eight bytes; behind the last one there are zeros, which are special. */
    private long loadLong(int offset) {
        int missing = offset + 8 - bytes.length;
        if (missing <= 0) {
            return (long) ByteCursor.LONG_LE.get(bytes, offset);
        }
        return bytes.length < 8 ? 0 : (long) ByteCursor.LONG_LE.get(bytes, bytes.length - 8) >>> 8 * missing;
    }

    /** The UTF-16 code unit of one escape; negative if none is there. */
    private static int parseCodeUnit(byte[] bytes, int at) {
        if (at + 6 > bytes.length || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        return (int) FastBytes.parseHex(bytes, at + 2, 4);
    }

    /** Writes a character in UTF-8, which takes less room than its escape; returns where it ends. */
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

    /** The next quote, backslash or control character; bytes beyond ASCII are none. Near the end it may stop early. */
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

    /** The high bit of each byte that is a quote, a backslash or a control character; the lowest one is exact. */
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
