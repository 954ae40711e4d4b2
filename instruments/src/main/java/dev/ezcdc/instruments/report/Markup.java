package dev.ezcdc.instruments.report;

import java.util.Locale;

/** Escapes text and formats numbers for HTML and SVG. */
public final class Markup {
    private Markup() {}

    /**
     * Escapes text for an element or a quoted attribute. Invisible characters, and those that change the text direction, are
     * replaced by their code points.
     */
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

    /** Formats a coordinate. */
    static String formatNumber(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
