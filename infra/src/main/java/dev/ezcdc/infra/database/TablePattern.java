package dev.ezcdc.infra.database;

import dev.ezcdc.infra.StackException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * A regular expression of {@code table.include.list}. Debezium separates the expressions by commas, trims them, and
 * matches each against the whole of {@code schema.table}, without quotes and ignoring case.
 */
public final class TablePattern {
    private static final String PART = "([\\p{L}_][\\p{L}\\p{N}_$]*|\"(?:[^\"]|\"\")+\")";
    private static final Pattern NAME = Pattern.compile("(?:" + PART + "\\.)?" + PART);
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"]|\"\")+\"");
    private static final Pattern SEPARATOR = Pattern.compile("(?<!\\\\),");

    private TablePattern() {}

    /**
     * Returns the expression of a table's name, quoted as in SQL where it must be: {@code orders} (in schema
     * {@code public}), {@code app.orders}, {@code app."Order Items"}. Everything else is taken for a regular expression,
     * such as {@code app\.orders_\d+}; quoted parts of it are literal text, as in {@code "Sales 2026"\..*}.
     *
     * @throws StackException if the text is neither a name nor a regular expression
     */
    public static String parse(String nameOrPattern) {
        String text = nameOrPattern.strip();
        Matcher name = NAME.matcher(text);
        if (name.matches()) {
            String schema = name.group(1) == null ? "public" : unquote(name.group(1));
            return escape(schema) + "\\." + escape(unquote(name.group(2)));
        }
        String pattern =
                QUOTED.matcher(text).replaceAll(part -> Matcher.quoteReplacement(escape(unquote(part.group()))));
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new StackException("not a table: " + text + ". Use schema.table, schema.\"Table\", or a regular"
                    + " expression: " + e.getDescription());
        }
        if (text.isEmpty()) {
            throw new StackException("a table's name is empty. Use schema.table");
        }
        return pattern;
    }

    /** Joins expressions to a value of {@code table.include.list}. */
    public static String join(List<String> patterns) {
        return String.join(",", patterns);
    }

    /** Splits a value of {@code table.include.list}. A comma after a backslash does not separate. */
    public static List<String> split(String list) {
        return SEPARATOR
                .splitAsStream(list)
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Returns whether an expression matches the whole of {@code schema.table}. */
    public static boolean matches(String pattern, String table) {
        return !findMatches(pattern, List.of(table)).isEmpty();
    }

    /** Returns the table names that the expression matches. */
    static List<String> findMatches(String pattern, List<String> tables) {
        Pattern regex = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        return tables.stream().filter(table -> regex.matcher(table).matches()).toList();
    }

    private static String unquote(String part) {
        return part.startsWith("\"") ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part;
    }

    /** Debezium trims the expressions, so a space is put into brackets. */
    private static String escape(String name) {
        StringBuilder escaped = new StringBuilder();
        name.codePoints().forEach(c -> {
            if (c == ' ') {
                escaped.append("[ ]");
            } else if (Character.isLetterOrDigit(c) || c == '_') {
                escaped.appendCodePoint(c);
            } else {
                escaped.append('\\').appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
