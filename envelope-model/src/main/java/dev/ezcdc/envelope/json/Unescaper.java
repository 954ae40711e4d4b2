package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * Strings with escapes or characters beyond ASCII. Not thread-safe.
 *
 * <p>Idea: plain runs are copied eight bytes at a time, escapes are replaced, and Java's own decoder, which works on
 * vectors, makes the text of it. That one puts U+FFFD where the input is no well-formed UTF-8; so a text without U+FFFD
 * was well-formed, and one with it (rare) is left to the general path. Cost: one look through texts that are not Latin-1.
 */
final class Unescaper {

    private static final char REPLACEMENT = '\uFFFD';
    private static final long ONES = ByteCursor.ONES;
    private static final long HIGH_BITS = ByteCursor.HIGH_BITS;

    private final byte[] bytes;
    /** As long as the input, so that no string outgrows it; made once for all strings of a part. */
    private byte[] plain = {};

    private int end;

    Unescaper(byte[] bytes) {
        this.bytes = bytes;
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
        int in = specialAt(special);
        if (in < bytes.length && bytes[in] == '"') {
            end = in;
            return text(bytes, start, in - start);
        }
        if (plain.length == 0) {
            // Eight more, as whole words are copied.
            plain = new byte[bytes.length + 8];
        }
        int out = in - start;
        System.arraycopy(bytes, start, plain, 0, out);
        while (in < bytes.length) {
            if (bytes[in] == '"') {
                end = in;
                return text(plain, 0, out);
            }
            if (bytes[in] != '\\') {
                return null;
            }
            if (in + 6 > bytes.length) {
                return null;
            }
            byte escaped = bytes[in + 1];
            if (escaped == 'u') {
                int written = codePoint(in + 2, out);
                if (written == 0) {
                    return null;
                }
                out += written;
                in += 6;
            } else {
                byte character = simple(escaped);
                if (character == 0) {
                    return null;
                }
                plain[out++] = character;
                in += 2;
            }
            // Up to the next special character.
            int from = in;
            in = copyPlain(from, out);
            out += in - from;
        }
        return null;
    }

    private int copyPlain(int from, int to) {
        int in = from;
        int out = to;
        while (in + 8 <= bytes.length) {
            long word = (long) ByteCursor.EIGHT.get(bytes, in);
            ByteCursor.EIGHT.set(plain, out, word);
            long special = special(word);
            if (special != 0) {
                return in + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            in += 8;
            out += 8;
        }
        while (in < bytes.length && !isSpecial(bytes[in])) {
            plain[out++] = bytes[in++];
        }
        return in;
    }

    /** The next quote, backslash or control character; bytes beyond ASCII are none. */
    private int specialAt(int from) {
        int i = from;
        while (i + 8 <= bytes.length) {
            long special = special((long) ByteCursor.EIGHT.get(bytes, i));
            if (special != 0) {
                return i + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            i += 8;
        }
        while (i < bytes.length && !isSpecial(bytes[i])) {
            i++;
        }
        return i;
    }

    private static long special(long word) {
        long quote = word ^ '"' * ONES;
        long backslash = word ^ '\\' * ONES;
        return (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | ((word - ' ' * ONES) & ~word))
                & HIGH_BITS;
    }

    private static boolean isSpecial(byte value) {
        return value == '"' || value == '\\' || (value >= 0 && value < ' ');
    }

    private static byte simple(byte escaped) {
        return switch (escaped) {
            case '"', '\\', '/' -> escaped;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> 0;
        };
    }

    /** Writes the character of four hexadecimal digits; returns how many bytes, 0 for a surrogate or another form. */
    private int codePoint(int in, int out) {
        int code = 0;
        for (int i = in; i < in + 4; i++) {
            code = code << 4 | Character.digit(bytes[i], 16);
        }
        if (code < 0 || Character.isSurrogate((char) code)) {
            return 0;
        }
        byte[] encoded = Character.toString(code).getBytes(UTF_8);
        System.arraycopy(encoded, 0, plain, out, encoded.length);
        return encoded.length;
    }

    private static @Nullable String text(byte[] from, int start, int length) {
        String text = new String(from, start, length, UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : null;
    }
}
