package dev.ezcdc.loadgen.checks;

import dev.ezcdc.loadgen.catalog.PgType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and timestamps derived from those in a condition: on both sides of each of them, and between two of them. */
final class TimeCandidates {

    private static final Pattern TIME = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)(?: (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?)([+-]\\d\\d(?::\\d\\d)?)?)?");
    private static final List<Duration> DISTANCES = List.of(
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            Duration.ofDays(1),
            Duration.ofDays(10),
            Duration.ofDays(200),
            Duration.ofDays(3_650));
    private static final int STEPS = 20;

    private TimeCandidates() {}

    static boolean supports(PgType type) {
        return switch (type.name()) {
            case "date", "timestamp", "timestamptz" -> true;
            default -> false;
        };
    }

    static List<Object> derive(PgType type, List<String> texts) {
        List<Instant> found = new ArrayList<>();
        TreeSet<Instant> constants = readConstants(texts);
        Instant now = Instant.now();
        for (Duration distance : DISTANCES) {
            found.add(now.plus(distance));
            found.add(now.minus(distance));
            for (Instant constant : constants) {
                found.add(constant.plus(distance));
                found.add(constant.minus(distance));
            }
        }
        Instant last = constants.isEmpty() ? now : constants.first();
        for (Instant constant : constants) {
            Duration step = Duration.between(last, constant).dividedBy(STEPS);
            for (int i = 1; i < STEPS && !step.isZero(); i++) {
                found.add(last.plus(step.multipliedBy(i)));
            }
            last = constant;
        }
        return found.stream().<Object>map(instant -> format(instant, type)).toList();
    }

    static TreeSet<Instant> readConstants(List<String> texts) {
        TreeSet<Instant> constants = new TreeSet<>();
        for (String text : texts) {
            Matcher matcher = TIME.matcher(text);
            if (matcher.matches()) {
                try {
                    constants.add(parse(matcher));
                } catch (DateTimeException e) {
                    // A text that only looks like a date is no constant of this type.
                    continue;
                }
            }
        }
        return constants;
    }

    private static Instant parse(Matcher time) {
        LocalDate date = LocalDate.parse(time.group(1));
        LocalTime timeOfDay = time.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(time.group(2));
        ZoneOffset offset = time.group(3) == null ? ZoneOffset.UTC : ZoneOffset.of(time.group(3));
        return OffsetDateTime.of(date, timeOfDay, offset).toInstant();
    }

    static String format(Instant instant, PgType type) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        if (type.name().equals("date")) {
            return time.toLocalDate().toString();
        }
        String text = time.toString().replace('T', ' ');
        return type.name().equals("timestamptz") ? text + "+00" : text;
    }
}
