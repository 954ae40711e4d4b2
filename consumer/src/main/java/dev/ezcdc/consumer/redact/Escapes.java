package dev.ezcdc.consumer.redact;

/**
 * Escapes untrusted text for output. Characters that end a line, control a terminal, change the writing direction or are
 * invisible become visible escapes ({@code \n}, {@code \u001b}).
 */
public final class Escapes {

    private Escapes() {}

    /** Returns the text with all unsafe characters escaped. */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        append(out, text, 0, text.length(), "\\");
        return out.toString();
    }

    /**
     * Appends a part of a text with all unsafe characters escaped.
     *
     * @param extra further ASCII characters to escape, such as the quotation mark
     */
    public static void append(StringBuilder out, String text, int from, int to, String extra) {
        int i = findPlainEnd(text, from, to, extra);
        if (i == text.length() && from == 0) {
            out.append(text); // the common case
            return;
        }
        out.append(text, from, i);
        while (i < to) {
            int codePoint = text.codePointAt(i);
            int end = i + Character.charCount(codePoint);
            if (end > to) { // the range ends within a surrogate pair
                codePoint = text.charAt(i);
                end = to;
            }
            if ((codePoint == '"' || codePoint == '\\') && extra.indexOf(codePoint) >= 0) {
                out.append('\\').append((char) codePoint);
            } else if (extra.indexOf(codePoint) >= 0 || isUnsafe(codePoint)) {
                appendEscape(out, text, i, end);
            } else {
                out.appendCodePoint(codePoint);
            }
            i = end;
        }
    }

    /** Returns the end of the prefix that is ASCII and needs no escapes. */
    private static int findPlainEnd(String text, int from, int to, String extra) {
        long low = 0;
        long high = 0;
        for (int e = 0; e < extra.length(); e++) {
            char c = extra.charAt(e);
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

    /** Appends the name of a column or table, escaped so that it is one word without an equals sign. */
    public static void appendName(StringBuilder out, String name) {
        append(out, name, 0, name.length(), " =\"\\");
    }

    /** Returns whether a code point must be escaped before it is written to a terminal or log. */
    public static boolean isUnsafe(int codePoint) {
        if (codePoint < 0x7F) {
            return codePoint < ' ';
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, // C1, DEL
                    Character.FORMAT, // changes the writing direction, joins or hides characters
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true; // unpaired
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
