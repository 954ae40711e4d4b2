package dev.ezcdc.consumer.format;

import static dev.ezcdc.consumer.format.Samples.row;
import static dev.ezcdc.consumer.format.Samples.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.data.Unavailable;
import org.junit.jupiter.api.Test;

class ColumnChangeTest {

    @Test
    void equalRowsHaveNoChanges() {
        assertThat(ColumnChange.of(update(row("a", 1, "b", new byte[] {1}), row("a", 1, "b", new byte[] {1}))))
                .isEmpty();
    }

    @Test
    void changesKeepTheOrderOfTheColumns() {
        assertThat(ColumnChange.of(update(row("a", 1, "b", null, "c", "x"), row("a", 2, "b", 3, "c", "x"))))
                .containsExactly(new ColumnChange("a", 1, 2), new ColumnChange("b", null, 3));
    }

    @Test
    void unavailableValuesCountAsUnchanged() {
        assertThat(ColumnChange.of(update(row("a", "long"), row("a", Unavailable.UNAVAILABLE))))
                .isEmpty();
    }

    @Test
    void addedAndDroppedColumnsCountAsNullInTheOtherRow() {
        assertThat(ColumnChange.of(update(row("old", 1), row("new", 2))))
                .containsExactly(new ColumnChange("new", null, 2), new ColumnChange("old", 1, null));
    }
}
