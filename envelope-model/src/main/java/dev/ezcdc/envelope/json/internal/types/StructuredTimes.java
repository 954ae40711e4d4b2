package dev.ezcdc.envelope.json.internal.types;

import static dev.ezcdc.envelope.json.internal.types.Parts.getInt;
import static dev.ezcdc.envelope.json.internal.types.Parts.getLong;
import static dev.ezcdc.envelope.json.internal.types.Parts.getOrNull;

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

/** Converts dates and times that are structs ({@code time.precision.mode=structured}). */
final class StructuredTimes {

    private StructuredTimes() {}

    static LocalDate toDate(Row parts) {
        int infinity = infinitySign(parts);
        if (infinity != 0) {
            return infinity > 0 ? LocalDate.MAX : LocalDate.MIN;
        }
        return LocalDate.of(getInt(parts, "year"), getInt(parts, "month"), getInt(parts, "day"));
    }

    /** Returns a LocalTime; for PostgreSQL's 24:00, a Duration since midnight. */
    static Object toTime(Row parts) {
        return isEndOfDay(parts) ? Duration.ofDays(1) : toTimeOfDay(parts);
    }

    static LocalDateTime toTimestamp(Row parts) {
        int infinity = infinitySign(parts);
        if (infinity != 0) {
            return infinity > 0 ? LocalDateTime.MAX : LocalDateTime.MIN;
        }
        return LocalDateTime.of(toDate(parts), toTimeOfDay(parts));
    }

    /** Returns an OffsetTime; for PostgreSQL's 24:00, which no Java type represents, a String. */
    static Object toZonedTime(Row parts) {
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(getInt(parts, "offsetSeconds"));
        return isEndOfDay(parts) ? "24:00:00" + offset.getId() : OffsetTime.of(toTimeOfDay(parts), offset);
    }

    /** Returns a ZonedDateTime if the zone is a region, an Instant if the offset is zero, else an OffsetDateTime. */
    static Object toZonedTimestamp(Row parts) {
        int infinity = infinitySign(parts);
        if (infinity != 0) {
            return infinity > 0 ? Instant.MAX : Instant.MIN;
        }
        LocalDateTime local = LocalDateTime.of(toDate(parts), toTimeOfDay(parts));
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(getInt(parts, "offsetSeconds"));
        ZoneId zone = getOrNull(parts, "zoneId") instanceof String id ? ZoneId.of(id) : offset;
        if (!(zone.normalized() instanceof ZoneOffset)) {
            return ZonedDateTime.ofLocal(local, zone, offset);
        }
        OffsetDateTime timestamp = OffsetDateTime.of(local, offset);
        return offset.equals(ZoneOffset.UTC) ? timestamp.toInstant() : timestamp;
    }

    static Interval toInterval(Row parts) {
        Duration time = Duration.ofHours(getLong(parts, "hours"))
                .plusMinutes(getLong(parts, "minutes"))
                .plusSeconds(getLong(parts, "seconds"))
                .plusNanos(getLong(parts, "nanos"));
        return new Interval(getLong(parts, "years") * 12 + getLong(parts, "months"), getLong(parts, "days"), time);
    }

    private static LocalTime toTimeOfDay(Row parts) {
        return LocalTime.of(
                getInt(parts, "hour"), getInt(parts, "minute"), getInt(parts, "second"), getInt(parts, "nanos"));
    }

    private static boolean isEndOfDay(Row parts) {
        return getInt(parts, "hour") == 24
                && getInt(parts, "minute") == 0
                && getInt(parts, "second") == 0
                && getInt(parts, "nanos") == 0;
    }

    /** Returns the sign of an infinite time, or 0 for a finite one. */
    private static int infinitySign(Row parts) {
        Object special = getOrNull(parts, "specialValue");
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
