package dev.ezcdc.loadgen.checks;

import dev.ezcdc.loadgen.catalog.PgType;
import dev.ezcdc.loadgen.catalog.TableDefinition.Check;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values derived from the constants of conditions: the constants themselves, values near them and between them. Conditions
 * are not parsed, so most of these values may violate them.
 */
final class Candidates {

    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d{1,18}(\\.\\d{1,9})?(?![\\w.])");
    private static final Pattern TEXT = Pattern.compile("(E?)'((?:[^']|'')*)'(?:::(\"?[\\w.]+))?");
    private static final int MAX_CONSTANTS = 400;
    private static final int STEPS = 8;

    private Candidates() {}

    static List<Object> derive(PgType type, List<Check> checks, long seed) {
        List<Object> found = new ArrayList<>();
        for (Check check : checks) {
            if (type.isText()) {
                found.addAll(TextCandidates.derive(check.expression(), readTexts(check.expression()), seed));
            } else if (isNumber(type)) {
                addNumbers(type, readNumbers(check.expression()), found);
            } else if (TimeCandidates.supports(type)) {
                found.addAll(TimeCandidates.derive(type, readTexts(check.expression())));
            } else if (type.name().startsWith("json")) {
                addDocuments(readTexts(check.expression()), found);
            } else {
                addLiterals(type, check.expression(), found);
            }
        }
        return found.stream()
                .filter(value -> !(value instanceof String text) || text.length() <= type.maxLength())
                .toList();
    }

    private static boolean isNumber(PgType type) {
        return type.isInteger() || type.name().equals("numeric") || type.name().startsWith("float");
    }

    /** Returns the text constants of a condition. */
    static List<String> readTexts(String expression) {
        List<String> texts = new ArrayList<>();
        Matcher matcher = TEXT.matcher(expression);
        while (matcher.find() && texts.size() < MAX_CONSTANTS) {
            texts.add(unescape(matcher));
        }
        return texts;
    }

    /** Returns the nonnegative numbers in a condition, in ascending order. */
    static TreeSet<BigDecimal> readNumbers(String expression) {
        TreeSet<BigDecimal> numbers = new TreeSet<>();
        Matcher matcher = NUMBER.matcher(expression);
        while (matcher.find() && numbers.size() < MAX_CONSTANTS) {
            numbers.add(new BigDecimal(matcher.group()));
        }
        return numbers;
    }

    private static String unescape(Matcher text) {
        String plain = text.group(2).replace("''", "'");
        return text.group(1).isEmpty() ? plain : plain.replace("\\\\", "\\");
    }

    private static void addNumbers(PgType type, TreeSet<BigDecimal> numbers, List<Object> found) {
        BigDecimal last = BigDecimal.ZERO;
        addNear(last, type, found);
        for (BigDecimal number : numbers) {
            addNear(number, type, found);
            BigDecimal step = number.subtract(last).divide(BigDecimal.valueOf(STEPS), 4, RoundingMode.HALF_UP);
            for (int i = 1; i < STEPS; i++) {
                add(last.add(step.multiply(BigDecimal.valueOf(i))), type, found);
            }
            last = number;
        }
    }

    /** Adds numbers near the given one, some further away on both sides, and numbers near its negative. */
    private static void addNear(BigDecimal number, PgType type, List<Object> found) {
        for (String factor : List.of("1", "0.9", "0.5", "1.1", "2", "-1")) {
            for (int step = -1; step <= 1; step++) {
                add(number.multiply(new BigDecimal(factor)).add(BigDecimal.valueOf(step)), type, found);
            }
        }
    }

    private static void add(BigDecimal number, PgType type, List<Object> found) {
        switch (type.name()) {
            case "int2" -> found.add((int) number.shortValue());
            case "int4" -> found.add(number.intValue());
            case "int8" -> found.add(number.longValue());
            case "numeric" -> addNumeric(number, type, found);
            case "float4" -> found.add(number.floatValue());
            default -> found.add(number.doubleValue());
        }
    }

    private static void addNumeric(BigDecimal number, PgType type, List<Object> found) {
        BigDecimal rounded = type.modifier() < 4 ? number : number.setScale(type.scale(), RoundingMode.HALF_UP);
        if (type.modifier() < 4 || rounded.precision() - rounded.scale() <= type.precision() - type.scale()) {
            found.add(rounded);
        }
    }

    /** Adds JSON documents of each kind, and an object with the texts as keys. */
    private static void addDocuments(List<String> texts, List<Object> found) {
        StringBuilder object = new StringBuilder("{");
        for (String text : texts) {
            String quoted = "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
            object.append(object.length() == 1 ? "" : ", ").append(quoted).append(": ");
            found.add(object + "1}");
            found.add(object + "{}}");
            object.append("\"a\"");
            found.add(object + "}");
        }
        found.addAll(List.of("{}", "[]", "[1, 2]", "\"a\"", "1", "true", "null"));
    }

    /** Adds the constants that the condition casts to the type itself; others may not be valid for it. */
    private static void addLiterals(PgType type, String expression, List<Object> found) {
        Matcher matcher = TEXT.matcher(expression);
        String sqlName = type.sqlName().replaceAll("[\\[(].*", "").replace("\"", "");
        while (matcher.find() && found.size() < MAX_CONSTANTS) {
            String cast = matcher.group(3);
            if (cast != null && sqlName.startsWith(cast.replace("\"", ""))) {
                found.add(unescape(matcher));
            }
        }
    }
}
