package dev.ezcdc.loadgen.checks;

import dev.ezcdc.loadgen.catalog.PgType;
import dev.ezcdc.loadgen.catalog.TableDefinition.Check;
import dev.ezcdc.loadgen.values.Hashes;
import dev.ezcdc.loadgen.values.ValueSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Unique values that are likely to pass checks. Their values may exist in the table already. */
public final class UniqueCandidates {

    private static final int PATTERN_MATCHES = 5_000;
    private static final long PATTERN_SEED = 7;

    private UniqueCandidates() {}

    /** Returns the integers in checks, and the numbers after them. */
    public static List<Long> readIntegers(List<Check> checks) {
        Set<Long> integers = new TreeSet<>();
        for (Check check : checks) {
            for (BigDecimal number : Candidates.readNumbers(check.expression())) {
                integers.add(number.longValue());
                integers.add(number.longValue() + 1);
            }
        }
        return List.copyOf(integers);
    }

    /** Returns the dates and timestamps in checks, in ascending order. */
    public static List<Instant> readTimes(List<Check> checks) {
        TreeSet<Instant> times = new TreeSet<>();
        for (Check check : checks) {
            times.addAll(TimeCandidates.readConstants(Candidates.readTexts(check.expression())));
        }
        return List.copyOf(times);
    }

    /** Returns a time as a literal of the type: a date, or a timestamp in UTC. */
    public static String formatTime(Instant time, PgType type) {
        return TimeCandidates.format(time, type);
    }

    /**
     * Returns sources of texts of several lengths and alphabets, and of texts that match the patterns of the checks. Texts
     * repeat when all of their length are used.
     */
    public static List<ValueSource> texts(List<Check> checks, int maxLength, long firstId) {
        Set<Integer> lengths = new LinkedHashSet<>();
        List<ValueSource> sources = new ArrayList<>();
        for (Check check : checks) {
            for (BigDecimal number : Candidates.readNumbers(check.expression())) {
                if (number.signum() > 0 && number.compareTo(BigDecimal.valueOf(maxLength)) <= 0) {
                    lengths.add(number.intValue());
                }
            }
            Set<String> matches =
                    new LinkedHashSet<>(TextCandidates.match(check.expression(), PATTERN_MATCHES, PATTERN_SEED));
            matches.removeIf(text -> text.length() > maxLength);
            List<String> distinct = List.copyOf(matches);
            if (!distinct.isEmpty()) {
                sources.add(id -> distinct.get((int) Math.floorMod(id - firstId, (long) distinct.size())));
            }
        }
        lengths.add(Math.min(maxLength, 12));
        // The first ids of two runs differ, so their texts most likely differ, too.
        long start = Hashes.mix(firstId) >>> 20;
        for (int length : lengths) {
            sources.add(id -> format(start + id - firstId, length, 36));
            sources.add(id -> format(start + id - firstId, length, 10));
            sources.add(id -> toLetters(format(start + id - firstId, length, 10)));
            sources.add(id -> format(start + id - firstId, length, 36).toUpperCase(Locale.ROOT));
        }
        return sources;
    }

    /** Returns the lowest digits of a number, padded with zeros. */
    private static String format(long number, int length, int radix) {
        String digits = Long.toString(number, radix);
        return digits.length() > length
                ? digits.substring(digits.length() - length)
                : "0".repeat(length - digits.length()) + digits;
    }

    private static String toLetters(String digits) {
        StringBuilder letters = new StringBuilder(digits.length());
        for (int i = 0; i < digits.length(); i++) {
            letters.append((char) (digits.charAt(i) - '0' + 'A'));
        }
        return letters.toString();
    }
}
