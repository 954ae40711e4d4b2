package dev.ezcdc.instruments.report;

import java.util.Locale;

/** Text into HTML and SVG. */
public final class Markup {
    private Markup() {}

    /** Escaped for an element or a quoted attribute; what cannot be seen, or turns the writing round, is shown as its code. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\t' -> escaped.append(' ');
                default -> {
                    int kind = Character.getType(character);
                    if (kind == Character.CONTROL || kind == Character.FORMAT || kind == Character.SURROGATE) {
                        escaped.append(String.format(Locale.ROOT, "\\u%04x", character));
                    } else {
                        escaped.appendCodePoint(character);
                    }
                }
            }
        });
        return escaped.toString();
    }

    /** A coordinate. */
    static String formatNumber(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
