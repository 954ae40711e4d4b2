package dev.ezcdc.envelope.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.envelope.data.ColumnType.Base;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Year;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A component takes each value that its column can have. */
class RowConversionTest {

    private enum Color {
        RED,
        BLUE
    }

    private record Sets(Set<Color> colors) {}

    private record Lists(List<Color> colors) {}

    private record Booleans(boolean flag) {}

    private record Years(Year born) {}

    private record IntYears(int born) {}

    private record Doubles(double number) {}

    private record Floats(float number) {}

    private record Longs(long number) {}

    private record Bigs(BigInteger number) {}

    private record Times(LocalTime time) {}

    private record Durations(Duration time) {}

    private record Optionals(Optional<Integer> number) {}

    private record Arrays2(int[] numbers, Color[] colors) {}

    private record Inner(int houseNo) {}

    private record Nested(Inner inner, List<Inner> all, Map<String, Optional<Inner>> named) {}

    private record Person(String firstName) {}

    private static Row row(String name, ColumnType type, @Nullable Object value) {
        return Row.of(new Columns(List.of(new Column(name, type))), Arrays.asList(value));
    }

    private static Row row(String name, Base base, @Nullable Object value) {
        return row(name, ColumnType.of(base, true, null), value);
    }

    private static Row untyped(String name, @Nullable Object value) {
        return row(name, ColumnType.UNTYPED, value);
    }

    @Test
    void setsConvertTheirElementsWithAndWithoutSchema() {
        Set<String> texts = new LinkedHashSet<>(List.of("BLUE", "RED"));
        assertThat(row("colors", Base.STRING, texts).as(Sets.class).colors()).containsExactly(Color.BLUE, Color.RED);
        assertThat(row("colors", Base.STRING, texts).as(Lists.class).colors()).containsExactly(Color.BLUE, Color.RED);
        assertThat(untyped("colors", "BLUE,RED").as(Sets.class).colors()).containsExactly(Color.BLUE, Color.RED);
        assertThat(untyped("colors", "").as(Sets.class).colors()).isEmpty();
        assertThatThrownBy(() -> row("colors", Base.STRING, Set.of("GREEN")).as(Sets.class))
                .isInstanceOf(RowMappingException.class);
        // A list can have equal elements, so no list becomes a set, whatever its elements are.
        assertThatThrownBy(() -> row("colors", Base.ARRAY, List.of("RED")).as(Sets.class))
                .isInstanceOf(RowMappingException.class);
    }

    @Test
    void booleanTakesTinyintOfSnapshotAndStream() {
        assertThat(row("flag", Base.INT16, (short) 1).as(Booleans.class).flag()).isTrue();
        assertThat(row("flag", Base.BOOLEAN, false).as(Booleans.class).flag()).isFalse();
        assertThat(untyped("flag", 1L).as(Booleans.class).flag()).isTrue();
        assertThatThrownBy(() -> row("flag", Base.INT16, (short) 2).as(Booleans.class))
                .isInstanceOf(RowMappingException.class);
        assertThatThrownBy(() -> row("flag", Base.INT32, 1).as(Booleans.class)).isInstanceOf(RowMappingException.class);
    }

    @Test
    void yearsComeWithAndWithoutSchema() {
        for (Row row : List.of(row("born", Base.INT32, Year.of(1999)), untyped("born", 1999L))) {
            assertThat(row.as(Years.class).born()).isEqualTo(Year.of(1999));
            assertThat(row.as(IntYears.class).born()).isEqualTo(1999);
        }
    }

    @Test
    void doublesTakeDecimalsAndTextsOfTheConnector() {
        assertThat(untyped("number", new BigDecimal("0.1")).as(Doubles.class).number())
                .isEqualTo(0.1);
        assertThat(untyped("number", new BigDecimal("0.1")).as(Floats.class).number())
                .isEqualTo(0.1f);
        assertThat(untyped("number", 5L).as(Doubles.class).number()).isEqualTo(5);
        assertThat(row("number", Base.STRING, "0.1").as(Doubles.class).number()).isEqualTo(0.1);
        assertThat(row("number", Base.STRING, "NAN").as(Doubles.class).number()).isNaN();
        assertThat(row("number", Base.STRING, "NEGATIVE_INFINITY")
                        .as(Floats.class)
                        .number())
                .isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(untyped("number", "Infinity").as(Doubles.class).number()).isEqualTo(Double.POSITIVE_INFINITY);
        for (Object refused : List.of((1L << 53) + 1, new BigDecimal("1E400"), "twelve")) {
            assertThatThrownBy(() -> untyped("number", refused).as(Doubles.class))
                    .isInstanceOf(RowMappingException.class);
        }
    }

    @Test
    void wholeNumbersTakeDecimalsWrittenAsText() {
        assertThat(row("number", Base.STRING, "12.00").as(Longs.class).number()).isEqualTo(12);
        assertThat(row("number", Base.STRING, "123456789012345678901")
                        .as(Bigs.class)
                        .number())
                .isEqualTo(new BigInteger("123456789012345678901"));
        assertThat(untyped("number", 7L).as(Bigs.class).number()).isEqualTo(BigInteger.valueOf(7));
        assertThatThrownBy(() -> row("number", Base.STRING, "12.5").as(Longs.class))
                .isInstanceOf(RowMappingException.class);
    }

    /** Written out, each of these has more digits than memory holds. */
    @ParameterizedTest
    @ValueSource(strings = {"1E-2147483647", "1E2147483647", "-7E-10000000", "-7E10000000"})
    void exponentsAreNeverExpanded(String number) {
        for (Object value : List.of(number, new BigDecimal(number))) {
            for (Class<?> type : List.of(Bigs.class, Longs.class)) {
                assertThatThrownBy(() -> untyped("number", value).as(type)).isInstanceOf(RowMappingException.class);
            }
            Row row = untyped("number", value);
            assertThat(row).isEqualTo(untyped("number", value)).hasSameHashCodeAs(untyped("number", value));
            assertThat(row.toString()).hasSizeLessThan(40);
        }
        assertThat(untyped("number", new BigDecimal("0E2147483647"))
                        .as(Longs.class)
                        .number())
                .isZero();
    }

    @Test
    void durationTakesEachTimeOfMySql() {
        ColumnType time = ColumnType.of(Base.INT64, true, "io.debezium.time.MicroTime");
        LocalTime noon = LocalTime.of(12, 0, 1);
        Duration longest = Duration.ofHours(838).plusMinutes(59).plusSeconds(59);
        assertThat(row("time", time, noon).as(Durations.class).time()).isEqualTo(Duration.ofSeconds(43_201));
        assertThat(row("time", time, longest.negated()).as(Durations.class).time())
                .isEqualTo(longest.negated());
        assertThat(row("time", time, longest).getDuration("time")).isEqualTo(longest);
        assertThat(row("time", time, noon).as(Times.class).time()).isEqualTo(noon);
        assertThatThrownBy(() -> row("time", time, longest).as(Times.class)).isInstanceOf(RowMappingException.class);
        ColumnType duration = ColumnType.of(Base.INT64, true, "io.debezium.time.MicroDuration");
        assertThatThrownBy(() -> row("time", duration, Duration.ofHours(1)).as(Times.class))
                .isInstanceOf(RowMappingException.class);
    }

    @Test
    void optionalsArraysAndNestedTypesConvert() {
        assertThat(untyped("number", null).as(Optionals.class).number()).isEmpty();
        assertThat(untyped("number", 3L).as(Optionals.class).number()).contains(3);
        Row arrays = Row.of(
                new Columns(
                        List.of(new Column("numbers", ColumnType.UNTYPED), new Column("colors", ColumnType.UNTYPED))),
                List.of(List.of(1L, 2L), List.of("RED")));
        assertThat(arrays.as(Arrays2.class).numbers()).containsExactly(1, 2);
        assertThat(arrays.as(Arrays2.class).colors()).containsExactly(Color.RED);
        Row inner = untyped("house_no", 9L);
        Row nested = Row.of(
                new Columns(List.of(
                        new Column("inner", ColumnType.UNTYPED),
                        new Column("all", ColumnType.UNTYPED),
                        new Column("named", ColumnType.UNTYPED))),
                List.of(inner, List.of(inner), Map.of("home", Map.of("HouseNo", 9L))));
        assertThat(nested.as(Nested.class))
                .isEqualTo(new Nested(new Inner(9), List.of(new Inner(9)), Map.of("home", Optional.of(new Inner(9)))));
    }

    @Test
    void nullForAPrimitiveNamesTheRemedy() {
        assertThatThrownBy(() -> untyped("number", null).as(Longs.class))
                .isInstanceOf(RowMappingException.class)
                .hasMessageContaining("its value is null. Declare it as Long or as an Optional.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"firstName", "first_name", "FirstName", "FIRST_NAME", "firstname"})
    void namesMatchInAnyCaseUnlessTheyMustBeExact(String column) {
        Row row = row(column, Base.STRING, "alex");
        assertThat(row.as(Person.class).firstName()).isEqualTo("alex");
        if (!column.equals("firstName")) {
            assertThatThrownBy(() -> row.as(Person.class, ColumnNaming.EXACT)).isInstanceOf(RowMappingException.class);
        }
        ColumnNaming prefixed = (component, name) -> name.equals("p_" + component);
        assertThat(row("p_firstName", Base.STRING, "b")
                        .as(Person.class, prefixed)
                        .firstName())
                .isEqualTo("b");
    }

    @Test
    void exactNameWinsAndAmbiguityNamesBothColumns() {
        ColumnType text = ColumnType.of(Base.STRING, true, null);
        Column snake = new Column("first_name", text);
        Column pascal = new Column("FirstName", text);
        assertThatThrownBy(() -> Row.of(new Columns(List.of(snake, pascal)), List.of("a", "b"))
                        .as(Person.class))
                .hasMessageContaining("first_name and FirstName");
        Columns exact = new Columns(List.of(snake, new Column("firstName", text)));
        assertThat(Row.of(exact, List.of("a", "b")).as(Person.class).firstName())
                .isEqualTo("b");
    }
}
