package dev.ezcdc.infra.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.infra.StackException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TablePatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "orders|public.orders",
                "app.orders|app.orders",
                "app.\"Order Items\"|app.Order Items",
                "\"a.b\".\"c\"\"d\"|a.b.c\"d",
                "app.\"x, y\"|app.x, y",
                "app.\"50% (net)\"|app.50% (net)",
                "app.größe|app.größe"
            })
    void nameMatchesExactlyThatTable(String name, String table) {
        String pattern = TablePattern.parse(name);

        assertThat(TablePattern.findMatches(pattern, List.of(table, table + "2", "x" + table, table.replace('.', 'x'))))
                .containsExactly(table);
        assertThat(TablePattern.split(TablePattern.join(List.of(pattern, "public\\.other"))))
                .as("survives the list")
                .containsExactly(pattern, "public\\.other");
    }

    @Test
    void everythingElseIsARegularExpression() {
        String pattern = TablePattern.parse("app\\.orders_\\d+");

        assertThat(pattern).isEqualTo("app\\.orders_\\d+");
        assertThat(TablePattern.findMatches(pattern, List.of("app.orders_2026", "APP.ORDERS_1", "app.orders_x")))
                .containsExactly("app.orders_2026", "APP.ORDERS_1");
    }

    @Test
    void quotedPartOfARegularExpressionIsLiteral() {
        String pattern = TablePattern.parse("\"Sales. 2026\"\\.(orders|\"Order Items\")");

        assertThat(TablePattern.findMatches(
                        pattern,
                        List.of(
                                "Sales. 2026.orders",
                                "Sales. 2026.Order Items",
                                "Salesx 2026.orders",
                                "\"Sales. 2026\".orders")))
                .containsExactly("Sales. 2026.orders", "Sales. 2026.Order Items");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "app.(orders", "app.\"orders["})
    void malformedTableIsRejected(String text) {
        assertThatThrownBy(() -> TablePattern.parse(text))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("schema.table");
    }
}
