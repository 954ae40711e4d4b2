package dev.ezcdc.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

    @Test
    void parsesBurst() {
        assertThat(Burst.parse("10000x5")).isEqualTo(new Burst(10_000, 5, null));
        assertThat(Burst.parse("10000x5").totalRows()).isEqualTo(50_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "x", "5x", "x5", "0x5", "5x0", "-1x5", "5X5", "5 x 5", "5x5x5", "9999999999999x1"})
    void rejectsMalformedBurst(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Burst.parse(text));
    }

    @Test
    void steadyRateHasRateTimesDurationRows() {
        assertThat(new SteadyRate(500, Duration.ofSeconds(20)).totalRows()).isEqualTo(10_000);
        assertThat(new SteadyRate(500, Duration.ofMillis(250)).totalRows()).isEqualTo(125);
        assertThat(new SteadyRate(1, Duration.ofMillis(10)).totalRows()).isEqualTo(1);
        assertThat(new SteadyRate(500, null).totalRows()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void parsesPrintedMix() {
        OperationMix mix = OperationMix.parse("insert=70,update=20,delete=10");
        assertThat(mix).isEqualTo(new OperationMix(70, 20, 10));
        assertThat(OperationMix.parse(mix.toString())).isEqualTo(mix);
        assertThat(OperationMix.parse("delete=1, insert=2")).isEqualTo(new OperationMix(2, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "insert",
                "insert=",
                "insert=-1",
                "insert=x",
                "upsert=1",
                "update=1",
                "insert=1,insert=2",
                "insert=1,"
            })
    void rejectsMalformedMix(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> OperationMix.parse(text));
    }

    @Test
    void tableIsInSchemaPublicByDefault() {
        assertThat(TableName.parse("customers")).isEqualTo(new TableName("public", "customers"));
        assertThat(TableName.parse("app.\"Order Items\"")).isEqualTo(new TableName("app", "Order Items"));
        assertThat(TableName.parse("\"my.app\".\"a\"\"b\"")).isEqualTo(new TableName("my.app", "a\"b"));
        assertThat(TableName.parse("shop.order").toQuotedSql()).isEqualTo("\"shop\".\"order\"");
        assertThat(TableName.parse("a\"; drop").toQuotedSql()).isEqualTo("\"public\".\"a\"\"; drop\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a.b.c"})
    void rejectsMalformedTableName(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TableName.parse(text));
    }
}
