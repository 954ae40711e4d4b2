package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.type.Circle;
import dev.ezcdc.envelope.type.Geography;
import dev.ezcdc.envelope.type.Geometry;
import dev.ezcdc.envelope.type.Interval;
import dev.ezcdc.envelope.type.Line;
import dev.ezcdc.envelope.type.Point;
import dev.ezcdc.envelope.type.SparseVector;
import io.debezium.data.Bits;
import io.debezium.data.Enum;
import io.debezium.data.EnumSet;
import io.debezium.data.Json;
import io.debezium.data.Uuid;
import io.debezium.data.VariableScaleDecimal;
import io.debezium.data.Xml;
import io.debezium.data.vector.DoubleVector;
import io.debezium.data.vector.FloatVector;
import io.debezium.data.vector.SparseDoubleVector;
import io.debezium.time.IsoDate;
import io.debezium.time.IsoTime;
import io.debezium.time.IsoTimestamp;
import io.debezium.time.MicroDuration;
import io.debezium.time.MicroTime;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.NanoDuration;
import io.debezium.time.NanoTime;
import io.debezium.time.NanoTimestamp;
import io.debezium.time.StructuredDate;
import io.debezium.time.StructuredDuration;
import io.debezium.time.StructuredTime;
import io.debezium.time.StructuredTimestamp;
import io.debezium.time.StructuredZonedTime;
import io.debezium.time.StructuredZonedTimestamp;
import io.debezium.time.ZonedTime;
import io.debezium.time.ZonedTimestamp;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** Values of every logical type. The schemas come from the builders of Debezium or Connect. */
final class LogicalTypeCases {

    private LogicalTypeCases() {}

    private static final byte[] WKB = {1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, -16, 63, 0, 0, 0, 0, 0, 0, 0, 64};

    /** A value as Connect data and as the decoder returns it. */
    record Case(Schema schema, Object connectValue, Object javaValue) {
        @Override
        public String toString() {
            return schema.name() + " " + javaValue;
        }
    }

    static final List<Case> ALL = Stream.of(times(), zonedTimes(), structuredTimes(), data(), shapes())
            .flatMap(List::stream)
            .toList();

    private static List<Case> times() {
        return List.of(
                new Case(io.debezium.time.Date.schema(), 19_712, LocalDate.of(2023, 12, 21)),
                new Case(io.debezium.time.Date.schema(), -735_228, LocalDate.of(-43, 1, 6)),
                new Case(io.debezium.time.Date.schema(), 2_146_033_979, LocalDate.MAX),
                new Case(io.debezium.time.Date.schema(), -622_191_234, LocalDate.MAX),
                new Case(io.debezium.time.Date.schema(), -2_147_472_691, LocalDate.MIN),
                new Case(io.debezium.time.Date.schema(), -625_821_272, LocalDate.MIN),
                new Case(io.debezium.time.Date.schema(), 2_145_042_905, LocalDate.of(5_874_897, 12, 31)),
                new Case(io.debezium.time.Time.schema(), 1, LocalTime.of(0, 0, 0, 1_000_000)),
                new Case(MicroTime.schema(), 86_399_999_999L, LocalTime.of(23, 59, 59, 999_999_000)),
                new Case(MicroTime.schema(), 86_400_000_000L, Duration.ofDays(1)),
                new Case(MicroTime.schema(), -3_020_399_000_001L, Duration.ofSeconds(-3_020_399, -1_000)),
                new Case(NanoTime.schema(), 1L, LocalTime.of(0, 0, 0, 1)),
                new Case(
                        io.debezium.time.Timestamp.schema(),
                        -1L,
                        LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_000_000)),
                new Case(io.debezium.time.Timestamp.schema(), 9_223_372_036_825_200_000L, LocalDateTime.MAX),
                new Case(MicroTimestamp.schema(), -1L, LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000)),
                new Case(MicroTimestamp.schema(), Long.MAX_VALUE, LocalDateTime.MAX),
                new Case(MicroTimestamp.schema(), Long.MIN_VALUE, LocalDateTime.MIN),
                new Case(NanoTimestamp.schema(), 1L, LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1)),
                new Case(NanoTimestamp.schema(), Long.MAX_VALUE, LocalDateTime.MAX),
                new Case(NanoTimestamp.schema(), Long.MIN_VALUE, LocalDateTime.MIN),
                new Case(MicroDuration.schema(), Long.MIN_VALUE, Duration.ofSeconds(-9_223_372_036_855L, 224_192_000)),
                new Case(NanoDuration.schema(), -1L, Duration.ofNanos(-1)),
                new Case(io.debezium.time.Year.schema(), 2155, Year.of(2155)),
                new Case(io.debezium.time.Year.schema(), Integer.MAX_VALUE, Integer.MAX_VALUE),
                new Case(Date.SCHEMA, new java.util.Date(86_400_000), LocalDate.of(1970, 1, 2)),
                new Case(Time.SCHEMA, new java.util.Date(1), LocalTime.of(0, 0, 0, 1_000_000)),
                new Case(Timestamp.SCHEMA, new java.util.Date(-1), Instant.ofEpochMilli(-1)));
    }

    private static List<Case> zonedTimes() {
        return List.of(
                new Case(
                        ZonedTimestamp.schema(),
                        "2023-12-21T13:46:42.123456789Z",
                        Instant.parse("2023-12-21T13:46:42.123456789Z")),
                new Case(ZonedTimestamp.schema(), "-0043-01-06T00:00:00Z", Instant.parse("-0043-01-06T00:00:00Z")),
                new Case(ZonedTimestamp.schema(), "+294276-12-31T23:59:59Z", Instant.parse("+294276-12-31T23:59:59Z")),
                new Case(ZonedTimestamp.schema(), "infinity", Instant.MAX),
                new Case(ZonedTimestamp.schema(), "-infinity", Instant.MIN),
                new Case(
                        ZonedTimestamp.schema(),
                        "2023-12-21T13:46:42.1+05:30",
                        OffsetDateTime.parse("2023-12-21T13:46:42.1+05:30")),
                new Case(ZonedTime.schema(), "13:46:42.5Z", OffsetTime.parse("13:46:42.5Z")),
                new Case(ZonedTime.schema(), "24:00:00Z", "24:00:00Z"),
                new Case(IsoDate.schema(), "2023-12-21Z", LocalDate.of(2023, 12, 21)),
                new Case(IsoTime.schema(), "13:46:42.5Z", LocalTime.of(13, 46, 42, 500_000_000)),
                new Case(IsoTimestamp.schema(), "2023-12-21T13:46:42Z", LocalDateTime.of(2023, 12, 21, 13, 46, 42)),
                new Case(IsoTimestamp.schema(), "+292278994-08-16T23:00:00Z", LocalDateTime.MAX),
                new Case(
                        io.debezium.time.Interval.schema(),
                        "P1Y2M3DT4H5M6.78S",
                        new Interval(14, 3, Duration.parse("PT4H5M6.78S"))),
                new Case(
                        io.debezium.time.Interval.schema(),
                        "P-1Y-2M3DT-4H0M-0.5S",
                        new Interval(-14, 3, Duration.parse("PT-4H-0.5S"))));
    }

    private static List<Case> structuredTimes() {
        Schema zoned = StructuredZonedTimestamp.schema();
        OffsetDateTime offset = OffsetDateTime.parse("2023-12-21T13:46:42.123456789+05:30");
        ZonedDateTime region = ZonedDateTime.of(2023, 12, 21, 13, 46, 42, 1, ZoneId.of("Europe/Berlin"));
        return List.of(
                new Case(
                        StructuredDate.schema(),
                        StructuredDate.from(StructuredDate.schema(), -43, 1, 6),
                        LocalDate.of(-43, 1, 6)),
                new Case(
                        StructuredDate.schema(),
                        StructuredDate.positiveInfinity(StructuredDate.schema()),
                        LocalDate.MAX),
                new Case(
                        StructuredTime.schema(),
                        StructuredTime.from(LocalTime.of(1, 2, 3, 4)),
                        LocalTime.of(1, 2, 3, 4)),
                new Case(
                        StructuredTime.schema(),
                        new Struct(StructuredTime.schema())
                                .put("hour", (byte) 24)
                                .put("minute", (byte) 0)
                                .put("second", (byte) 0)
                                .put("nanos", 0),
                        Duration.ofDays(1)),
                new Case(
                        StructuredTimestamp.schema(),
                        StructuredTimestamp.from(LocalDateTime.of(2023, 12, 21, 13, 46, 42, 1)),
                        LocalDateTime.of(2023, 12, 21, 13, 46, 42, 1)),
                new Case(
                        StructuredTimestamp.schema(),
                        StructuredTimestamp.negativeInfinity(StructuredTimestamp.schema(), 6),
                        LocalDateTime.MIN),
                new Case(
                        StructuredZonedTime.schema(),
                        StructuredZonedTime.from(OffsetTime.parse("01:02:03.4+05:30")),
                        OffsetTime.parse("01:02:03.4+05:30")),
                new Case(
                        StructuredZonedTime.schema(),
                        StructuredZonedTime.from(StructuredZonedTime.schema(), 24, 0, 0, 0, 19_800, 6),
                        "24:00:00+05:30"),
                new Case(zoned, StructuredZonedTimestamp.from(offset), offset),
                new Case(
                        zoned,
                        StructuredZonedTimestamp.from(offset.withOffsetSameInstant(ZoneOffset.UTC)),
                        offset.toInstant()),
                new Case(
                        zoned,
                        StructuredZonedTimestamp.toStructuredZonedTimestamp(zoned, region, ZoneOffset.UTC, null),
                        region),
                new Case(zoned, StructuredZonedTimestamp.positiveInfinity(zoned), Instant.MAX),
                new Case(
                        StructuredDuration.schema(),
                        StructuredDuration.from(StructuredDuration.schema(), 1, -2, 3, 4, 5, -6, -700_000_000),
                        new Interval(10, 3, Duration.parse("PT4H5M-6.7S"))));
    }

    private static List<Case> data() {
        BigDecimal price = new BigDecimal("-12345678901234567890.10");
        UUID uuid = UUID.fromString("3f0d5c1e-9d3f-4c55-8c4c-0d9fca0d2b11");
        Schema sparse = SparseDoubleVector.schema();
        return List.of(
                new Case(Decimal.schema(2), price, price),
                new Case(Decimal.schema(-3), new BigDecimal("1E+3"), new BigDecimal("1E+3")),
                new Case(
                        VariableScaleDecimal.schema(),
                        VariableScaleDecimal.fromLogical(VariableScaleDecimal.schema(), price),
                        price),
                new Case(Json.schema(), "{\"a\": 1}", "{\"a\": 1}"),
                new Case(Uuid.schema(), uuid.toString(), uuid),
                new Case(Xml.schema(), "<a/>", "<a/>"),
                new Case(namedString("io.debezium.data.Ltree"), "Top.Science", "Top.Science"),
                new Case(namedString("io.debezium.data.Tsvector"), "'a':1", "'a':1"),
                new Case(Enum.schema("a,b"), "a", "a"),
                new Case(EnumSet.schema("a,b,c"), "c,a", Set.of("a", "c")),
                new Case(EnumSet.schema("a,b,c"), "", Set.of()),
                new Case(Bits.schema(9), new byte[] {5, 1}, BitSet.valueOf(new long[] {0b1_0000_0101})),
                new Case(DoubleVector.schema(), List.of(1.5, -0.0, 1e300), new double[] {1.5, -0.0, 1e300}),
                new Case(FloatVector.schema(), List.of(1.5f, Float.NaN), new float[] {1.5f, Float.NaN}),
                new Case(
                        sparse,
                        new Struct(sparse)
                                .put("dimensions", (short) 5)
                                .put("vector", Map.of((short) 1, 0.5, (short) 4, -1.0)),
                        new SparseVector(5, Map.of(1, 0.5, 4, -1.0))));
    }

    private static List<Case> shapes() {
        Schema point = io.debezium.data.geometry.Point.builder().build();
        Schema geometry = io.debezium.data.geometry.Geometry.schema();
        Schema geography = io.debezium.data.geometry.Geography.builder().build();
        Schema circle = io.debezium.data.geometry.Circle.schema();
        Schema line = io.debezium.data.geometry.Line.schema();
        return List.of(
                new Case(point, io.debezium.data.geometry.Point.createValue(point, 1, 2), new Point(1, 2, WKB, null)),
                new Case(
                        geometry,
                        io.debezium.data.geometry.Geometry.createValue(geometry, WKB, 4326),
                        new Geometry(WKB, 4326, Map.of())),
                new Case(
                        geometry,
                        io.debezium.data.geometry.Geometry.createValue(
                                geometry, WKB, null, Map.of("type", "path", "closed", "true")),
                        new Geometry(WKB, null, Map.of("type", "path", "closed", "true"))),
                new Case(
                        geography,
                        io.debezium.data.geometry.Geometry.createValue(geography, WKB, 4326),
                        new Geography(WKB, 4326)),
                new Case(
                        circle,
                        io.debezium.data.geometry.Circle.createValue(circle, 1, 2, 3),
                        new Circle(new Point(1, 2, WKB, null), 3)),
                new Case(line, io.debezium.data.geometry.Line.createValue(line, 1, 2, 3), new Line(1, 2, 3)));
    }

    static Schema namedString(String name) {
        return SchemaBuilder.string().name(name).build();
    }
}
