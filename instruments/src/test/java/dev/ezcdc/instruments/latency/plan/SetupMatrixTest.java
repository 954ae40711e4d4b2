package dev.ezcdc.instruments.latency.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.infra.profile.Profile;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetupMatrixTest {

    @Test
    void createsSetupPerProfileAndSweepValue() {
        List<Setup> setups = new SetupMatrix(
                        List.of("stock", "balanced"), "poll.interval.ms=1,500", SetupMatrix.Schemas.ON, false)
                .expand(true);

        assertThat(setups)
                .extracting(Setup::label)
                .containsExactly(
                        "stock poll.interval.ms=1",
                        "stock poll.interval.ms=500",
                        "balanced poll.interval.ms=1",
                        "balanced poll.interval.ms=500");
        assertThat(setups.get(1).profile().connectorSettings()).containsEntry("poll.interval.ms", "500");
    }

    @Test
    void changesOnlyClientSettingsOnExistingStack() {
        List<String> stock = List.of("stock");
        assertThat(new SetupMatrix(stock, null, SetupMatrix.Schemas.OFF, false)
                        .expand(false)
                        .get(0)
                        .profile()
                        .settings())
                .allMatch(setting -> setting.part().isClient());
        assertThatThrownBy(
                        () -> new SetupMatrix(stock, "worker.offset.flush.interval.ms=1", SetupMatrix.Schemas.ON, false)
                                .expand(false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("worker.offset.flush.interval.ms");
        assertThatThrownBy(() -> new SetupMatrix(stock, null, SetupMatrix.Schemas.ON, true).expand(false))
                .hasMessageContaining("--exactly-once");
        assertThat(new SetupMatrix(stock, "consumer.max.poll.records=1", SetupMatrix.Schemas.ON, false).expand(false))
                .hasSize(1);
    }

    @Test
    void convertsOptionsToSettings() {
        Profile profile = new SetupMatrix(List.of("stock"), null, SetupMatrix.Schemas.OFF, true)
                .expand(true)
                .get(0)
                .profile();

        assertThat(profile.connectorSettings())
                .containsEntry("value.converter.schemas.enable", "false")
                .containsEntry("exactly.once.support", "required");
        assertThat(profile.consumerSettings()).containsEntry("isolation.level", "read_committed");
        assertThat(profile.settingsFor(Profile.Part.WORKER)).containsEntry("exactly.once.source.support", "enabled");
    }

    @Test
    void keepsWorkersConverterWithoutSchemas() {
        SetupMatrix setups = new SetupMatrix(List.of("balanced"), null, SetupMatrix.Schemas.OFF, false);

        assertThat(setups.expand(true).get(0).profile().connectorSettings())
                .containsEntry("value.converter", "dev.ezcdc.connect.CachingJsonConverter")
                .containsEntry("value.converter.schemas.enable", "false");
        assertThat(setups.expand(false).get(0).profile().connectorSettings())
                .as("an existing worker may not have the caching converter")
                .containsEntry("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    }

    @Test
    void rejectsMalformedSweeps() {
        for (String wrong : List.of("poll.interval.ms", "=1", "poll.interval.ms=")) {
            assertThatThrownBy(
                            () -> new SetupMatrix(List.of("stock"), wrong, SetupMatrix.Schemas.ON, false).expand(true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("KEY=A,B");
        }
    }
}
