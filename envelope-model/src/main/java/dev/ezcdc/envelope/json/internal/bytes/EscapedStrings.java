package dev.ezcdc.envelope.json.internal.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads strings of a JSON document that is itself a JSON string: {@code \"name\"}. */
public final class EscapedStrings {

    private static final ExpectedBytes QUOTE = new ExpectedBytes("\\\"");

    private EscapedStrings() {}

    /** Reads a string; null after a failure. */
    public static @Nullable String read(ByteCursor cursor) {
        cursor.expect(QUOTE);
        int start = cursor.position();
        int end = cursor.findPlainEnd(start);
        cursor.moveTo(end);
        if (cursor.skip(QUOTE)) {
            return cursor.decodeAscii(start, end);
        }
        return readEscaped(cursor, start, end);
    }

    /** Reads a string that is plain ASCII up to {@code special}. Replaces the outer escapes first, then the inner ones. */
    private static @Nullable String readEscaped(ByteCursor cursor, int start, int special) {
        int end = findClosingQuote(cursor.bytes, special);
        if (end < 0) {
            cursor.fail();
            return null;
        }
        cursor.moveTo(end + QUOTE.length());
        byte[] outer = Arrays.copyOfRange(cursor.bytes, start - 1, end + 1);
        outer[outer.length - 1] = '"';
        String inner = readWhole(outer);
        String text = inner == null ? null : readWhole(('"' + inner + '"').getBytes(UTF_8));
        if (text == null) {
            cursor.fail();
        }
        return text;
    }

    /** Reads a string that must span the whole array, which proves that its end was found correctly; null otherwise. */
    private static @Nullable String readWhole(byte[] string) {
        ByteCursor cursor = new ByteCursor(string, new ScratchBuffers());
        String text = cursor.readString();
        return cursor.isAtEnd() ? text : null;
    }

    /**
     * Returns the likely offset of the escaped quote that ends a string, or -1 if there is none. {@link #readWhole} verifies
     * it.
     */
    private static int findClosingQuote(byte[] bytes, int from) {
        for (int i = from; i + 1 < bytes.length && bytes[i] != '"'; i++) {
            if (bytes[i] == '\\') {
                if (bytes[i + 1] == '"') {
                    return i;
                }
                // An inner escape takes two characters of the outer string, and each of them can be escaped.
                boolean isInnerEscape = bytes[i + 1] == '\\' && i + 2 < bytes.length && bytes[i + 2] == '\\';
                i += isInnerEscape ? 3 : 1;
            }
        }
        return -1;
    }
}
