package dev.ezcdc.benchmarks.contender.mapping.wide;

import dev.ezcdc.envelope.type.Geometry;
import dev.ezcdc.envelope.type.Point;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A row of {@code wide} with values of its columns' types. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WideValues(
        @Nullable Integer id,
        @Nullable Short anInt2,
        @Nullable Integer anInt4,
        @Nullable Long anInt8,
        @Nullable Float aReal,
        @Nullable Double aDouble,
        @Nullable Boolean aBool,
        @Nullable BigDecimal aPrice,
        @Nullable BigDecimal aNumeric,
        @Nullable BigDecimal aMoney,
        @Nullable String aText,
        @Nullable String aVarchar,
        @Nullable String aCitext,
        @Nullable String anXml,
        @Nullable String aJson,
        @Nullable String aJsonb,
        @Nullable UUID aUuid,
        @Nullable String aMood,
        @Nullable String anLtree,
        @Nullable String aTsvector,
        @Nullable Map<String, @Nullable String> aHstore,
        @Nullable String anInet,
        @Nullable String aMacaddr,
        @Nullable LocalDate aDate,
        @Nullable LocalTime aTime,
        @Nullable LocalTime aTime3,
        @Nullable OffsetTime aTimetz,
        @Nullable LocalDateTime aTimestamp,
        @Nullable LocalDateTime aTimestamp3,
        @Nullable Instant aTimestamptz,
        @Nullable Duration anInterval,
        byte @Nullable [] aBytea,
        @Nullable Boolean aBit,
        @Nullable BitSet someBits,
        @Nullable String aRange,
        @Nullable Point aPoint,
        @Nullable Geometry aPolygon,
        @Nullable List<@Nullable Integer> someInts,
        @Nullable List<@Nullable String> someTexts,
        @Nullable List<@Nullable BigDecimal> somePrices) {

    /** Converts the values that JSON has. */
    public static WideValues of(WideRow row) {
        return new WideValues(
                row.id,
                convert(row.anInt2, Integer::shortValue),
                row.anInt4,
                row.anInt8,
                convert(row.aReal, Double::floatValue),
                row.aDouble,
                row.aBool,
                convert(row.aPrice, WideConversions::toDecimal),
                convert(row.aNumeric, WideConversions::toDecimal),
                convert(row.aMoney, WideConversions::toDecimal),
                row.aText,
                row.aVarchar,
                row.aCitext,
                row.anXml,
                row.aJson,
                row.aJsonb,
                convert(row.aUuid, UUID::fromString),
                row.aMood,
                row.anLtree,
                row.aTsvector,
                row.aHstore,
                row.anInet,
                row.aMacaddr,
                convert(row.aDate, days -> LocalDate.ofEpochDay(days)),
                convert(row.aTime, micros -> LocalTime.ofNanoOfDay(micros * 1_000)),
                convert(row.aTime3, millis -> LocalTime.ofNanoOfDay(millis * 1_000_000L)),
                convert(row.aTimetz, OffsetTime::parse),
                convert(row.aTimestamp, micros -> WideConversions.toDateTime(micros, 1_000_000)),
                convert(row.aTimestamp3, millis -> WideConversions.toDateTime(millis, 1_000)),
                convert(row.aTimestamptz, text -> OffsetDateTime.parse(text).toInstant()),
                convert(row.anInterval, WideConversions::toDuration),
                convert(row.aBytea, Base64.getDecoder()::decode),
                row.aBit,
                convert(row.someBits, text -> BitSet.valueOf(Base64.getDecoder().decode(text))),
                row.aRange,
                convert(row.aPoint, WideConversions::toPoint),
                convert(row.aPolygon, WideConversions::toGeometry),
                row.someInts,
                row.someTexts,
                convert(row.somePrices, WideConversions::toDecimals));
    }

    private static <A, B> @Nullable B convert(@Nullable A value, Function<A, B> conversion) {
        return value == null ? null : conversion.apply(value);
    }
}
