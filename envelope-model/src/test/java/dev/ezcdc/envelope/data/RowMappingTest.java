package dev.ezcdc.envelope.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.CdcException;
import dev.ezcdc.envelope.data.ColumnType.Base;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowMappingTest {

    private enum Mood {
        SAD,
        HAPPY
    }

    private record Customer(
            long id, @Nullable String firstName, @Nullable String email) {}

    private record Inner(int a) {}

    private record Everything(
            Mood mood,
            BigDecimal price,
            Instant at,
            OffsetDateTime zoned,
            List<Integer> numbers,
            Map<String, Inner> inners,
            Inner inner,
            double wide,
            Object any) {}

    private record Strict(int id) {
        Strict {
            if (id < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    @Test
    void mapsColumnsByNameOrSnakeCase() {
        Row row = row("id", 1, "first_name", "john", "last_name", "doe", "email", null);

        assertThat(row.as(Customer.class)).isEqualTo(new Customer(1, "john", null));
        assertThat(row("id", 1L, "firstName", "a", "first_name", "b", "email", "c")
                        .as(Customer.class)
                        .firstName())
                .isEqualTo("a");
    }

    @Test
    void convertsValuesWithoutLoss() {
        Instant at = Instant.parse("2023-12-21T13:46:42Z");
        Row row = row(
                "mood",
                "SAD",
                "price",
                "12.50",
                "at",
                OffsetDateTime.parse("2023-12-21T14:46:42+01:00"),
                "zoned",
                at,
                "numbers",
                Arrays.asList(1L, null),
                "inners",
                Map.of("x", Map.of("a", 1L)),
                "inner",
                row("a", (short) 7),
                "wide",
                0.5f,
                "any",
                Unavailable.UNAVAILABLE);

        Everything all = row.as(Everything.class);

        assertThat(all.mood()).isEqualTo(Mood.SAD);
        assertThat(all.price()).isEqualTo(new BigDecimal("12.50"));
        assertThat(all.at()).isEqualTo(at);
        assertThat(all.zoned()).isEqualTo(OffsetDateTime.parse("2023-12-21T13:46:42Z"));
        assertThat(all.numbers()).containsExactly(1, null);
        assertThat(all.inners()).isEqualTo(Map.of("x", new Inner(1)));
        assertThat(all.inner()).isEqualTo(new Inner(7));
        assertThat(all.wide()).isEqualTo(0.5);
        assertThat(all.any()).isEqualTo(Unavailable.UNAVAILABLE);
    }

    @Test
    void errorsNameColumnTypeAndComponentButNotTheValue() {
        assertThatThrownBy(() ->
                        row("id", "secret", "first_name", null, "email", null).as(Customer.class))
                .isInstanceOf(RowMappingException.class)
                .hasMessageContaining("column id (string)")
                .hasMessageContaining("component id")
                .hasMessageContaining("long")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(
                        () -> row("id", null, "first_name", null, "email", null).as(Customer.class))
                .hasMessageContaining("null");
        assertThatThrownBy(() -> row("id", 1, "first_name", Unavailable.UNAVAILABLE, "email", null)
                        .as(Customer.class))
                .hasMessageContaining("first_name")
                .hasMessageContaining("unavailable");
        assertThatThrownBy(() -> row("id", 1).as(Customer.class))
                .hasMessageContaining("no column for component firstName");
        assertThatThrownBy(() -> row("id", 1L << 40).as(Strict.class)).isInstanceOf(RowMappingException.class);
        assertThatThrownBy(() -> row("id", new BigDecimal("1E999999999")).as(Strict.class))
                .isInstanceOf(RowMappingException.class);
    }

    @Test
    void reportsWhyTheRecordRejectsTheValues() {
        assertThatThrownBy(() -> row("id", -1).as(Strict.class))
                .isInstanceOf(RowMappingException.class)
                .isInstanceOf(CdcException.class)
                .hasRootCauseMessage("negative");
        assertThatThrownBy(() -> row("id", 1).as(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a record");
    }

    private static Row row(@Nullable Object... namesAndValues) {
        List<Column> columns = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Base base = namesAndValues[i + 1] instanceof String ? Base.STRING : Base.INT32;
            columns.add(new Column(String.valueOf(namesAndValues[i]), ColumnType.of(base, true, null)));
            values.add(namesAndValues[i + 1]);
        }
        return Row.of(new Columns(columns), values);
    }
}
