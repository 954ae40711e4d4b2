package dev.ezcdc.loadgen.values;

import dev.ezcdc.loadgen.catalog.PgType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Dates and times within six years from 2020, as PostgreSQL literals. */
final class TimeValues {

    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    private static final int DAYS = 2_200;

    private TimeValues() {}

    /** Returns null if the type is not a date or time type. */
    static @Nullable ValueSource forType(PgType type) {
        // The modifier is the number of fractional digits of a second; the server would round away more.
        int digits = type.modifier() < 0 ? 6 : Math.min(6, type.modifier());
        return switch (type.name()) {
            case "date" -> hash -> date(hash).toString();
            case "time" -> hash -> time(hash, digits).toString();
            case "timetz" -> hash -> time(hash, digits) + "+00";
            case "timestamp" -> hash -> timestamp(hash, digits);
            case "timestamptz" -> hash -> timestamp(hash, digits) + "+00";
            case "interval" -> hash -> Hashes.reduce(hash, 400) + " days " + time(hash, 0);
            default -> null;
        };
    }

    static LocalDate date(long hash) {
        return FIRST.plusDays(Hashes.reduce(hash, DAYS));
    }

    static String timestamp(long hash, int digits) {
        return LocalDateTime.of(date(hash), time(hash, digits)).toString().replace('T', ' ');
    }

    private static LocalTime time(long hash, int digits) {
        long unit = (long) Math.pow(10, 9 - digits);
        long nanos = (Hashes.mix(hash) >>> 1) % (24 * 3_600 * 1_000_000_000L);
        return LocalTime.ofNanoOfDay(nanos / unit * unit).truncatedTo(ChronoUnit.MICROS);
    }
}
