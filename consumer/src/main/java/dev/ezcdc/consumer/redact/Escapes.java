package dev.ezcdc.consumer.redact;

/**
 * Makes foreign text safe to show: what could end a line, steer a terminal, turn the direction of writing or hide is
 * written as a visible escape ({@code \n}, {@code \u001b}).
 */
public final class Escapes {

    private Escapes() {}

    /** The text with everything unsafe written as an escape. */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        append(out, text, 0, text.length(), "\\");
        return out.toString();
    }

    /**
     * Appends a part of a text, escaped.
     *
     * @param also characters of ASCII that are to be escaped besides, such as the quotation mark
     */
    public static void append(StringBuilder out, String text, int from, int to, String also) {
        int i = plainUpTo(text, from, to, also);
        if (i == text.length() && from == 0) {
            out.append(text); // nearly always
            return;
        }
        out.append(text, from, i);
        while (i < to) {
            int codePoint = text.codePointAt(i);
            int end = i + Character.charCount(codePoint);
            if (end > to) { // cut within a pair: what is left of it is half a character
                codePoint = text.charAt(i);
                end = to;
            }
            if ((codePoint == '"' || codePoint == '\\') && also.indexOf(codePoint) >= 0) {
                out.append('\\').append((char) codePoint);
            } else if (also.indexOf(codePoint) >= 0 || isUnsafe(codePoint)) {
                appendEscape(out, text, i, end);
            } else {
                out.appendCodePoint(codePoint);
            }
            i = end;
        }
    }

    /** Up to where it is ASCII with nothing to escape in it. */
    private static int plainUpTo(String text, int from, int to, String also) {
        long low = 0;
        long high = 0;
        for (int a = 0; a < also.length(); a++) {
            char c = also.charAt(a);
            low |= c < 64 ? 1L << c : 0;
            high |= c < 64 ? 0 : 1L << c;
        }
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7F || ((c < 64 ? low : high) >>> c & 1) != 0) {
                break;
            }
            i++;
        }
        return i;
    }

    /** Appends a name (of a column, a table) such that it is one word without an equals sign in it. */
    public static void appendName(StringBuilder out, String name) {
        append(out, name, 0, name.length(), " =\"\\");
    }

    /** Whether a code point must not reach a terminal or a line of a log as it is. */
    public static boolean isUnsafe(int codePoint) {
        if (codePoint < 0x7F) {
            return codePoint < ' ';
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, // C1, DEL
                    Character.FORMAT, // turns the direction of writing, joins, hides
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true; // half a pair
            default -> false;
        };
    }

    private static void appendEscape(StringBuilder out, String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    out.append("\\u");
                    for (int shift = 12; shift >= 0; shift -= 4) {
                        out.append(Character.forDigit(c >> shift & 0xF, 16));
                    }
                }
            }
        }
    }
}
