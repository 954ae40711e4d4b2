package dev.ezcdc.envelope.json.internal.types;

import static dev.ezcdc.envelope.json.internal.types.Parts.int32;
import static dev.ezcdc.envelope.json.internal.types.Parts.integer;
import static dev.ezcdc.envelope.json.internal.types.Parts.orNull;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.type.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Times that are structs of their parts ({@code time.precision.mode=structured}). */
final class StructuredTimes {

    private StructuredTimes() {}

    static LocalDate date(Row parts) {
        int infinity = infinity(parts);
        if (infinity != 0) {
            return infinity > 0 ? LocalDate.MAX : LocalDate.MIN;
        }
        return LocalDate.of(int32(parts, "year"), int32(parts, "month"), int32(parts, "day"));
    }

    /** A time of day; PostgreSQL's 24:00 is a span since midnight. */
    static Object time(Row parts) {
        return isEndOfDay(parts) ? Duration.ofDays(1) : timeOfDay(parts);
    }

    static LocalDateTime timestamp(Row parts) {
        int infinity = infinity(parts);
        if (infinity != 0) {
            return infinity > 0 ? LocalDateTime.MAX : LocalDateTime.MIN;
        }
        return LocalDateTime.of(date(parts), timeOfDay(parts));
    }

    /** With its offset; PostgreSQL's 24:00, for which Java has no type, is a text. */
    static Object zonedTime(Row parts) {
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(int32(parts, "offsetSeconds"));
        return isEndOfDay(parts) ? "24:00:00" + offset.getId() : OffsetTime.of(timeOfDay(parts), offset);
    }

    /** An Instant if the offset is zero, with its zone if it names a region, else with its offset. */
    static Object zonedTimestamp(Row parts) {
        int infinity = infinity(parts);
        if (infinity != 0) {
            return infinity > 0 ? Instant.MAX : Instant.MIN;
        }
        LocalDateTime local = LocalDateTime.of(date(parts), timeOfDay(parts));
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(int32(parts, "offsetSeconds"));
        ZoneId zone = orNull(parts, "zoneId") instanceof String id ? ZoneId.of(id) : offset;
        if (!(zone.normalized() instanceof ZoneOffset)) {
            return ZonedDateTime.ofLocal(local, zone, offset);
        }
        OffsetDateTime timestamp = OffsetDateTime.of(local, offset);
        return offset.equals(ZoneOffset.UTC) ? timestamp.toInstant() : timestamp;
    }

    static Interval duration(Row parts) {
        Duration time = Duration.ofHours(integer(parts, "hours"))
                .plusMinutes(integer(parts, "minutes"))
                .plusSeconds(integer(parts, "seconds"))
                .plusNanos(integer(parts, "nanos"));
        return new Interval(integer(parts, "years") * 12 + integer(parts, "months"), integer(parts, "days"), time);
    }

    private static LocalTime timeOfDay(Row parts) {
        return LocalTime.of(
                int32(parts, "hour"), int32(parts, "minute"), int32(parts, "second"), int32(parts, "nanos"));
    }

    private static boolean isEndOfDay(Row parts) {
        return int32(parts, "hour") == 24
                && int32(parts, "minute") == 0
                && int32(parts, "second") == 0
                && int32(parts, "nanos") == 0;
    }

    /** The sign of an infinite time; 0 for a finite one. */
    private static int infinity(Row parts) {
        Object special = orNull(parts, "specialValue");
        if (special == null) {
            return 0;
        }
        return switch (special.toString()) {
            case "POSITIVE_INFINITY" -> 1;
            case "NEGATIVE_INFINITY" -> -1;
            default -> throw new MissingPartException("specialValue");
        };
    }
}
