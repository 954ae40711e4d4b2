package dev.ezcdc.loadgen.checks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.datafaker.Faker;

/** Texts derived from a condition: its constants, texts of its lengths, and texts that match its patterns. */
final class TextCandidates {

    private static final Pattern REGEX = Pattern.compile("(?<!!)~\\*?\\s+(E?)'((?:[^']|'')*)'");
    private static final Pattern LIKE = Pattern.compile("(?<!!)~~\\*?\\s+(E?)'((?:[^']|'')*)'");
    private static final int MATCHES_OF_PATTERN = 100;
    private static final int MAX_LENGTH = 2_000;

    private TextCandidates() {}

    static List<Object> derive(String expression, List<String> texts, long seed) {
        List<Object> found = new ArrayList<>(texts);
        found.addAll(List.of("A", "AB", "ABC", "ABCD", "a", "abc", "a-b", "1", "12345", "x@example.com"));
        for (BigDecimal number : Candidates.readNumbers(expression)) {
            int length = number.min(BigDecimal.valueOf(MAX_LENGTH)).intValue();
            for (int near = Math.max(0, length - 1); near <= length + 1; near++) {
                found.add("abcdefghij".repeat(near / 10 + 1).substring(0, near));
                found.add("1234567890".repeat(near / 10 + 1).substring(0, near));
                found.add("QRSTUVWXYZ".repeat(near / 10 + 1).substring(0, near));
            }
        }
        found.addAll(match(expression, MATCHES_OF_PATTERN, seed));
        return found;
    }

    /** Returns texts that match the patterns of a condition; none if a pattern is not understood. */
    static List<String> match(String expression, int count, long seed) {
        Faker faker = new Faker(Locale.ENGLISH, new Random(seed));
        List<String> found = new ArrayList<>();
        for (String pattern : readPatterns(expression)) {
            try {
                for (int i = 0; i < count; i++) {
                    found.add(faker.regexify(pattern));
                }
            } catch (RuntimeException e) {
                // The library does not know this syntax. The other candidates remain, and the server judges them.
                continue;
            }
        }
        return found;
    }

    private static List<String> readPatterns(String expression) {
        List<String> patterns = new ArrayList<>();
        Matcher regexes = REGEX.matcher(expression);
        while (regexes.find()) {
            patterns.add(toJavaSyntax(unescape(regexes)));
        }
        Matcher likes = LIKE.matcher(expression);
        while (likes.find()) {
            patterns.add(unescape(likes)
                    .replaceAll("([.\\[\\](){}*+?^$|])", "\\\\$1")
                    .replace("%", "[a-z]{1,5}")
                    .replace("_", "[a-z]"));
        }
        return patterns;
    }

    private static String unescape(Matcher text) {
        String plain = text.group(2).replace("''", "'");
        return text.group(1).isEmpty() ? plain : plain.replace("\\\\", "\\");
    }

    /** Drops the anchors, limits endless repetitions, and replaces the names of character classes. */
    private static String toJavaSyntax(String regex) {
        return regex.replaceAll("^\\^|(?<!\\\\)\\$$", "")
                .replace("[:alpha:]", "A-Za-z")
                .replace("[:alnum:]", "A-Za-z0-9")
                .replace("[:digit:]", "0-9")
                .replace("[:upper:]", "A-Z")
                .replace("[:lower:]", "a-z")
                .replace("[:space:]", " ")
                .replaceAll("(?<=[\\])\\w.])\\+", "{1,6}")
                .replaceAll("(?<=[\\])\\w.])\\*", "{0,6}");
    }
}
