package dev.ezcdc.e2e.types;

import dev.ezcdc.envelope.type.Circle;
import dev.ezcdc.envelope.type.Geometry;
import dev.ezcdc.envelope.type.Interval;
import dev.ezcdc.envelope.type.Line;
import dev.ezcdc.envelope.type.Point;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.geometric.PGbox;
import org.postgresql.geometric.PGcircle;
import org.postgresql.geometric.PGline;
import org.postgresql.geometric.PGlseg;
import org.postgresql.geometric.PGpath;
import org.postgresql.geometric.PGpoint;
import org.postgresql.geometric.PGpolygon;
import org.postgresql.util.PGInterval;

/**
 * Computes the expected value of a column from the value of the PostgreSQL JDBC driver, without the decoder. Losses of
 * connector settings are applied here and nowhere else.
 */
interface ColumnOracle {

    /** The connector settings that affect values, each with all of its values. */
    Map<String, List<String>> SETTINGS = Map.of(
            "decimal.handling.mode", List.of("precise", "double", "string"),
            "time.precision.mode",
                    List.of(
                            "adaptive",
                            "adaptive_time_microseconds",
                            "connect",
                            "isostring",
                            "microseconds",
                            "nanoseconds",
                            "structured"),
            "binary.handling.mode", List.of("bytes", "base64", "base64-url-safe", "hex"),
            "hstore.handling.mode", List.of("json", "map"),
            "interval.handling.mode", List.of("numeric", "string"));

    /** The settings of the connector, and whether a row comes from a snapshot or from the log. */
    record Mode(Map<String, String> settings, boolean fromSnapshot) {

        boolean is(String name, String expected) {
            return expected.equals(settings.get(name));
        }

        boolean isTime(String expected) {
            return is("time.precision.mode", expected);
        }
    }

    /** Returns the expected value of a column of the current row. Not called if it is null. */
    @Nullable
    Object expected(ResultSet row, String column, Mode mode) throws SQLException;

    static ColumnOracle text() {
        return (row, column, mode) -> row.getString(column);
    }

    static ColumnOracle of(Class<?> type) {
        return (row, column, mode) -> row.getObject(column, type);
    }

    static ColumnOracle decimal() {
        return (row, column, mode) -> decimal(row.getBigDecimal(column), mode);
    }

    /** A number to which the connector gives 2046 digits after the point. */
    static ColumnOracle decimalOfNegativeScale() {
        return (row, column, mode) -> decimal(row.getBigDecimal(column).setScale(2046), mode);
    }

    static ColumnOracle money() {
        return (row, column, mode) ->
                decimal(new BigDecimal(row.getString(column).replaceAll("[$,]", "")), mode);
    }

    private static Object decimal(BigDecimal exact, Mode mode) {
        return mode.is("decimal.handling.mode", "double")
                ? (Object) exact.doubleValue()
                : mode.is("decimal.handling.mode", "string") ? exact.toPlainString() : exact;
    }

    static ColumnOracle bytes() {
        return (row, column, mode) -> {
            byte[] bytes = row.getBytes(column);
            return switch (mode.settings.getOrDefault("binary.handling.mode", "bytes")) {
                case "base64" -> Base64.getEncoder().encodeToString(bytes);
                case "base64-url-safe" -> Base64.getUrlEncoder().encodeToString(bytes);
                case "hex" -> HexFormat.of().formatHex(bytes);
                default -> bytes;
            };
        };
    }

    /** A snapshot loses the era: dates BC arrive as dates AD. */
    static ColumnOracle date() {
        return (row, column, mode) -> {
            LocalDate date = row.getObject(column, LocalDate.class);
            boolean finite = !date.equals(LocalDate.MIN);
            return mode.fromSnapshot && finite && date.getYear() < 1 ? date.withYear(1 - date.getYear()) : date;
        };
    }

    /** {@code connect} truncates to milliseconds; {@code isostring} turns 24:00 into 00:00, and {@code structured} into null. */
    static ColumnOracle time() {
        return (row, column, mode) -> {
            if (row.getString(column).startsWith("24:")) {
                return mode.isTime("isostring")
                        ? LocalTime.MIDNIGHT
                        : mode.isTime("structured") ? null : Duration.ofDays(1);
            }
            LocalTime time = row.getObject(column, LocalTime.class);
            return mode.isTime("connect") ? time.truncatedTo(ChronoUnit.MILLIS) : time;
        };
    }

    /** Times are converted to UTC, except with {@code structured}. */
    static ColumnOracle timeWithZone() {
        return (row, column, mode) -> {
            if (row.getString(column).startsWith("24:")) {
                return "24:00:00Z";
            }
            OffsetTime time = row.getObject(column, OffsetTime.class);
            return mode.isTime("structured") ? time : time.withOffsetSameInstant(ZoneOffset.UTC);
        };
    }

    /** {@code connect} truncates to milliseconds and assumes UTC. */
    static ColumnOracle timestamp() {
        return (row, column, mode) -> {
            LocalDateTime timestamp = row.getObject(column, LocalDateTime.class);
            if (!mode.isTime("connect")) {
                return timestamp;
            }
            return timestamp.equals(LocalDateTime.MAX)
                    ? Instant.MAX
                    : timestamp.equals(LocalDateTime.MIN)
                            ? Instant.MIN
                            : timestamp.toInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
        };
    }

    static ColumnOracle timestampWithZone() {
        return (row, column, mode) -> {
            OffsetDateTime timestamp = row.getObject(column, OffsetDateTime.class);
            return timestamp.equals(OffsetDateTime.MAX)
                    ? Instant.MAX
                    : timestamp.equals(OffsetDateTime.MIN) ? Instant.MIN : timestamp.toInstant();
        };
    }

    /** An interval as a number of microseconds counts a month as a twelfth of 365.25 days. */
    static ColumnOracle interval() {
        return (row, column, mode) -> {
            PGInterval interval = (PGInterval) row.getObject(column);
            long nanos =
                    BigDecimal.valueOf(interval.getSeconds()).movePointRight(9).longValueExact();
            Duration time = Duration.ofHours(interval.getHours())
                    .plusMinutes(interval.getMinutes())
                    .plusNanos(nanos);
            long months = interval.getYears() * 12L + interval.getMonths();
            if (mode.is("interval.handling.mode", "string") || mode.isTime("structured")) {
                return new Interval(months, interval.getDays(), time);
            }
            double days = months * 365.25 / 12 + interval.getDays();
            return Duration.ofMillis(Math.round(days * 86_400_000)).plus(time);
        };
    }

    static ColumnOracle bits() {
        return (row, column, mode) -> {
            String digits = new StringBuilder(row.getString(column)).reverse().toString();
            BitSet bits = new BitSet();
            for (int i = 0; i < digits.length(); i++) {
                bits.set(i, digits.charAt(i) == '1');
            }
            return bits;
        };
    }

    static ColumnOracle hstore() {
        return (row, column, mode) -> {
            Map<?, ?> map = (Map<?, ?>) row.getObject(column);
            return mode.is("hstore.handling.mode", "map") ? map : new JsonText(map);
        };
    }

    /** A value as JSON text; whitespace and order do not matter. */
    record JsonText(Object value) {}

    static ColumnOracle shape() {
        return (row, column, mode) -> {
            Object shape = row.getObject(column);
            if (shape instanceof PGpoint point) {
                return point(point);
            }
            if (shape instanceof PGcircle circle) {
                return new Circle(point(circle.center), circle.radius);
            }
            if (shape instanceof PGline line) {
                return new Line(line.a, line.b, line.c);
            }
            if (shape instanceof PGlseg segment) {
                return new Geometry(lineString(segment.point), null, Map.of("type", "lseg"));
            }
            if (shape instanceof PGpath path) {
                return new Geometry(
                        lineString(path.points), null, Map.of("type", "path", "closed", String.valueOf(!path.open)));
            }
            if (shape instanceof PGpolygon polygon) {
                return new Geometry(polygon(closed(polygon.points)), null, Map.of("type", "polygon"));
            }
            PGpoint[] corners = ((PGbox) shape).point;
            // PostgreSQL stores the upper right corner first; the connector continues clockwise from there.
            PGpoint[] ring = {
                corners[0], new PGpoint(corners[0].x, corners[1].y), corners[1], new PGpoint(corners[1].x, corners[0].y)
            };
            return new Geometry(polygon(closed(ring)), null, Map.of("type", "box"));
        };
    }

    private static Point point(PGpoint point) {
        ByteBuffer wkb = wkb(1, 16).putDouble(point.x).putDouble(point.y);
        return new Point(point.x, point.y, wkb.array(), null);
    }

    private static PGpoint[] closed(PGpoint[] ring) {
        PGpoint[] closed = Arrays.copyOf(ring, ring.length + 1);
        closed[ring.length] = ring[0];
        return closed;
    }

    private static byte[] lineString(PGpoint[] points) {
        ByteBuffer wkb = wkb(2, 4 + 16 * points.length).putInt(points.length);
        Arrays.stream(points).forEach(point -> wkb.putDouble(point.x).putDouble(point.y));
        return wkb.array();
    }

    private static byte[] polygon(PGpoint[] ring) {
        ByteBuffer wkb = wkb(3, 8 + 16 * ring.length).putInt(1).putInt(ring.length);
        Arrays.stream(ring).forEach(point -> wkb.putDouble(point.x).putDouble(point.y));
        return wkb.array();
    }

    private static ByteBuffer wkb(int type, int size) {
        return ByteBuffer.allocate(5 + size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 1)
                .putInt(type);
    }

    /** An array of one dimension, with the elements of the driver converted. */
    static ColumnOracle array(ElementOracle element) {
        return (row, column, mode) -> {
            Object[] elements = (Object[]) row.getArray(column).getArray();
            return Arrays.stream(elements)
                    .map(value -> value == null ? null : element.expected(value, mode))
                    .toList();
        };
    }

    /** Computes the expected value of an array element. */
    interface ElementOracle {
        @Nullable
        Object expected(Object jdbc, Mode mode);
    }
}
