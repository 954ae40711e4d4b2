package dev.ezcdc.envelope.json.internal.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Strings of JSON that itself stands in a string: {@code \"name\"}. */
public final class EscapedStrings {

    private static final ExpectedBytes QUOTE = new ExpectedBytes("\\\"");

    private EscapedStrings() {}

    /** Reads the string here; else the cursor fails. */
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

    /** A string that is plain ASCII up to {@code special}: the outer escapes are replaced first, then the inner ones. */
    private static @Nullable String readEscaped(ByteCursor cursor, int start, int special) {
        int end = findClosingQuote(cursor.bytes, special);
        if (end < 0) {
            cursor.fail();
            return null;
        }
        cursor.moveTo(end + QUOTE.length());
        byte[] outer = Arrays.copyOfRange(cursor.bytes, start - 1, end + 1);
        outer[outer.length - 1] = '"';
        String written = readWhole(outer);
        String text = written == null ? null : readWhole(('"' + written + '"').getBytes(UTF_8));
        if (text == null) {
            cursor.fail();
        }
        return text;
    }

    /** The text of a string that has to be all there is, as only then its end was found where it is; else null. */
    private static @Nullable String readWhole(byte[] string) {
        ByteCursor cursor = new ByteCursor(string, new ScratchBuffers());
        String text = cursor.readString();
        return cursor.isAtEnd() ? text : null;
    }

    /** Where the quote that ends a string begins, as far as one look tells; -1 if there is none. */
    private static int findClosingQuote(byte[] bytes, int from) {
        for (int i = from; i + 1 < bytes.length && bytes[i] != '"'; i++) {
            if (bytes[i] == '\\') {
                if (bytes[i + 1] == '"') {
                    return i;
                }
                // An escape of the inner string is two characters of the outer one, either of which may be escaped.
                boolean inner = bytes[i + 1] == '\\' && i + 2 < bytes.length && bytes[i + 2] == '\\';
                i += inner ? 3 : 1;
            }
        }
        return -1;
    }
}
