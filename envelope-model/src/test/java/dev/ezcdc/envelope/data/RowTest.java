package dev.ezcdc.envelope.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.CdcException;
import dev.ezcdc.envelope.data.ColumnType.Base;
import dev.ezcdc.envelope.data.internal.RowFactory;
import dev.ezcdc.envelope.type.Interval;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class RowTest {

    private static final Instant AT = Instant.parse("2023-12-21T13:46:42Z");
    private static final UUID ID = UUID.fromString("0b61e0c4-9a3a-4d64-8f5e-2f9e0cb1d1a7");

    /** Getter, stored value, result. */
    private static final List<Arguments> CONVERSIONS = List.of(
            conversion(Row::getString, "a", "a"),
            conversion(Row::getBoolean, true, true),
            conversion(Row::getInt, 7, 7),
            conversion(Row::getInt, (short) 7, 7),
            conversion(Row::getInt, 7L, 7),
            conversion(Row::getLong, 7L, 7L),
            conversion(Row::getLong, (byte) 7, 7L),
            conversion(Row::getLong, 7, 7L),
            conversion(Row::getLong, new BigDecimal("7.00"), 7L),
            conversion(Row::getDouble, 0.5, 0.5),
            conversion(Row::getDouble, 0.5f, 0.5),
            conversion(Row::getDouble, 7L, 7.0),
            conversion(Row::getDecimal, new BigDecimal("12.50"), new BigDecimal("12.50")),
            conversion(Row::getDecimal, "12.50", new BigDecimal("12.50")),
            conversion(Row::getDecimal, 7, new BigDecimal("7")),
            conversion(Row::getBigInteger, BigInteger.TEN, BigInteger.TEN),
            conversion(Row::getBigInteger, 10L, BigInteger.TEN),
            conversion(Row::getInstant, AT, AT),
            conversion(Row::getInstant, OffsetDateTime.parse("2023-12-21T14:46:42+01:00"), AT),
            conversion(Row::getOffsetDateTime, AT, OffsetDateTime.parse("2023-12-21T13:46:42Z")),
            conversion(Row::getLocalDate, LocalDate.EPOCH, LocalDate.EPOCH),
            conversion(Row::getLocalTime, LocalTime.NOON, LocalTime.NOON),
            conversion(Row::getLocalDateTime, LocalDateTime.MAX, LocalDateTime.MAX),
            conversion(Row::getUuid, ID, ID),
            conversion(Row::getBytes, new byte[] {1, 2}, new byte[] {1, 2}),
            conversion((row, name) -> row.get(name, Duration.class), Duration.ZERO, Duration.ZERO),
            conversion((row, name) -> row.get(name, int.class), 7L, 7),
            conversion((row, name) -> row.get(name, Base.class), "INT8", Base.INT8));

    /** Getter, stored value that it rejects. */
    private static final List<Arguments> REJECTIONS = List.of(
            rejection(Row::getString, 7),
            rejection(Row::getBoolean, 1),
            rejection(Row::getInt, 1L << 40),
            rejection(Row::getInt, 0.0),
            rejection(Row::getLong, new BigDecimal("7.5")),
            rejection(Row::getLong, BigInteger.TWO.pow(64)),
            rejection(Row::getLong, "seven"),
            rejection(Row::getDouble, (1L << 53) + 1),
            rejection(Row::getDecimal, "seven"),
            rejection(Row::getDecimal, 0.5),
            rejection(Row::getInstant, LocalDateTime.MAX),
            rejection(Row::getLocalTime, Duration.ofHours(24)),
            rejection(Row::getUuid, ID.toString()),
            rejection(Row::getBytes, "AQI="),
            rejection((row, name) -> row.get(name, Interval.class), Duration.ZERO));

    private static Arguments conversion(
            BiFunction<Row, String, @Nullable Object> getter, Object stored, Object result) {
        return Arguments.of(getter, stored, result);
    }

    private static Arguments rejection(BiFunction<Row, String, @Nullable Object> getter, Object stored) {
        return Arguments.of(getter, stored);
    }

    private static Row row(@Nullable Object value) {
        Column column = new Column("c", ColumnType.of(Base.INT64, true, "io.debezium.time.MicroTime"));
        return Row.of(new Columns(List.of(column)), Collections.singletonList(value));
    }

    @ParameterizedTest
    @FieldSource("CONVERSIONS")
    void typedGettersConvertWithoutLoss(
            BiFunction<Row, String, @Nullable Object> getter, Object stored, Object result) {
        assertThat(getter.apply(row(stored), "c")).isEqualTo(result);
        assertThat(getter.apply(row(null), "c")).isNull();
    }

    @ParameterizedTest
    @FieldSource("REJECTIONS")
    void typedGettersRejectOtherValues(BiFunction<Row, String, @Nullable Object> getter, Object stored) {
        assertThatThrownBy(() -> getter.apply(row(stored), "c"))
                .isInstanceOf(RowMappingException.class)
                .isInstanceOf(CdcException.class)
                .hasMessageContaining("column c (int64 io.debezium.time.MicroTime)")
                .hasMessageEndingWith("is of type " + stored.getClass().getSimpleName())
                .hasMessageNotContaining(stored.toString());
        assertThatThrownBy(() -> getter.apply(row(stored), "d")).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> getter.apply(row(Unavailable.UNAVAILABLE), "c"))
                .isInstanceOf(RowMappingException.class)
                .hasMessageEndingWith("unavailable");
    }

    @Test
    void distinguishesMissingNullAndUnavailable() {
        assertThat(row(null).contains("c")).isTrue();
        assertThat(row(null).contains("d")).isFalse();
        assertThat(row(null).isUnavailable("c")).isFalse();
        assertThat(row(Unavailable.UNAVAILABLE).isUnavailable("c")).isTrue();
        assertThat(row(7).find("c")).isEqualTo(7);
        assertThat(row(7).find("d")).isNull();
        assertThatThrownBy(() -> row(7).isUnavailable("d")).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> row(7).get("d"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("The row has no column d; its columns are [c]");
    }

    @Test
    void copiesItsValues() {
        List<@Nullable Object> values = Arrays.asList(1L);
        Row row = Row.of(row(0).columns(), values);

        values.set(0, 2L);

        assertThat(row.get("c")).isEqualTo(1L);
    }

    @Test
    void factoryTakesOwnershipOfTheArray() {
        @Nullable Object[] values = {1L};

        assertThat(RowFactory.wrap(row(0).columns(), values)).isEqualTo(row(1L));
        assertThatThrownBy(() -> RowFactory.wrap(Columns.EMPTY, values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The row has 0 columns but 1 values");
        assertThatThrownBy(() -> RowFactory.register(RowFactory::wrap)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void columnsHaveDifferentNames() {
        Column column = new Column("c", ColumnType.UNTYPED);

        assertThatThrownBy(() -> new Columns(List.of(column, column)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Two columns have the name c");
    }
}
