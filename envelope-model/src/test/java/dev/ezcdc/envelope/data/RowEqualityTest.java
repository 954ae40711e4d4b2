package dev.ezcdc.envelope.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowEqualityTest {

    private static final Columns COLUMNS = new Columns(List.of(new Column("c", ColumnType.UNTYPED)));

    private static Row row(@Nullable Object value) {
        return Row.of(COLUMNS, Collections.singletonList(value));
    }

    private static byte[] bytes(int last) {
        return new byte[] {1, 2, (byte) last};
    }

    private static void assertEqualOnlyToFirst(@Nullable Object value, @Nullable Object same, @Nullable Object other) {
        assertThat(row(value)).isEqualTo(row(same)).hasSameHashCodeAs(row(same)).isNotEqualTo(row(other));
        assertThat(row(other)).isNotEqualTo(row(value));
    }

    @Test
    void comparesArraysByContent() {
        assertEqualOnlyToFirst(bytes(3), bytes(3), bytes(4));
        assertEqualOnlyToFirst(new double[] {1}, new double[] {1}, new double[] {2});
    }

    @Test
    void comparesArraysInListsByContent() {
        assertEqualOnlyToFirst(List.of(bytes(3)), List.of(bytes(3)), List.of(bytes(4)));
        assertEqualOnlyToFirst(List.of(List.of(bytes(3))), List.of(List.of(bytes(3))), List.of(List.of(bytes(4))));
        assertEqualOnlyToFirst(Arrays.asList(bytes(3), null), Arrays.asList(bytes(3), null), List.of(bytes(3)));
    }

    @Test
    void comparesArraysInMapsByContent() {
        assertEqualOnlyToFirst(Map.of("a", bytes(3)), Map.of("a", bytes(3)), Map.of("b", bytes(3)));
        assertEqualOnlyToFirst(Map.of("a", bytes(3)), Map.of("a", bytes(3)), Map.of("a", bytes(4)));
    }

    @Test
    void comparesArraysInRowsByContent() {
        assertEqualOnlyToFirst(row(List.of(bytes(3))), row(List.of(bytes(3))), row(List.of(bytes(4))));
    }

    @Test
    void comparesOtherValuesWithEquals() {
        assertEqualOnlyToFirst("a", "a", null);
        assertEqualOnlyToFirst(1L, 1L, 1);
        assertEqualOnlyToFirst(List.of(), List.of(), Map.of());
    }

    @Test
    void comparesColumnNames() {
        Row renamed = Row.of(new Columns(List.of(new Column("d", ColumnType.UNTYPED))), List.of(1L));

        assertThat(row(1L)).isNotEqualTo(renamed);
    }
}
