package dev.ezcdc.instruments.latency.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.infra.profile.Profile;
import dev.ezcdc.instruments.latency.hop.Distribution;
import dev.ezcdc.instruments.latency.plan.Setup;
import dev.ezcdc.instruments.latency.plan.Setups;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyStatsTest {

    @Test
    void percentileIsToldOnlyWhereTenValuesLieBeyondIt() {
        Distribution distribution = new Distribution();
        for (int i = 1; i <= 999; i++) {
            distribution.add(i * 1_000_000L);
        }
        assertThat(distribution.micros(99)).isEmpty();
        assertThat(distribution.micros(90)).isPresent();

        distribution.add(1_000_000_000L);
        assertThat(distribution.micros(99)).isPresent();
        assertThat(distribution.micros(99.9)).isEmpty();
        assertThat(distribution.maxMicros()).isBetween(999_000L, 1_001_000L);
    }

    @Test
    void nothingMeasuredIsNoFigure() {
        assertThat(new Distribution().micros(50)).isEmpty();
        assertThat(new Distribution().medianMicros()).isZero();
        assertThat(new Distribution().maxMicros()).isZero();
    }

    @Test
    void medianIsTheMiddleOrBetweenTheTwo() {
        assertThat(LatencyStats.median(3, 1, 2)).isEqualTo(2);
        assertThat(LatencyStats.median(4, 1, 2, 3)).isEqualTo(2.5);
        assertThat(LatencyStats.median()).isZero();
    }

    @Test
    void sweepMakesASetupForEachValueOfEachProfile() {
        List<Setup> setups =
                new Setups(List.of("stock", "balanced"), "poll.interval.ms=1,500", Setups.Schemas.ON, false).list(true);

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
    void onSomebodyElsesServersOnlyClientsAreSet() {
        List<String> stock = List.of("stock");
        assertThat(new Setups(stock, null, Setups.Schemas.OFF, false)
                        .list(false)
                        .get(0)
                        .profile()
                        .settings())
                .allMatch(setting -> setting.part().isClient());
        assertThatThrownBy(() ->
                        new Setups(stock, "worker.offset.flush.interval.ms=1", Setups.Schemas.ON, false).list(false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("worker.offset.flush.interval.ms");
        assertThatThrownBy(() -> new Setups(stock, null, Setups.Schemas.ON, true).list(false))
                .hasMessageContaining("--exactly-once");
        assertThat(new Setups(stock, "consumer.max.poll.records=1", Setups.Schemas.ON, false).list(false))
                .hasSize(1);
    }

    @Test
    void optionsBecomeSettings() {
        Profile profile = new Setups(List.of("stock"), null, Setups.Schemas.OFF, true)
                .list(true)
                .get(0)
                .profile();

        assertThat(profile.connectorSettings())
                .containsEntry("value.converter.schemas.enable", "false")
                .containsEntry("exactly.once.support", "required");
        assertThat(profile.consumerSettings()).containsEntry("isolation.level", "read_committed");
        assertThat(profile.settingsFor(Profile.Part.WORKER)).containsEntry("exactly.once.source.support", "enabled");
    }

    @Test
    void withoutSchemasTheWorkersOwnConverterStaysWhereItIs() {
        Setups setups = new Setups(List.of("balanced"), null, Setups.Schemas.OFF, false);

        assertThat(setups.list(true).get(0).profile().connectorSettings())
                .containsEntry("value.converter", "dev.ezcdc.connect.CachingJsonConverter")
                .containsEntry("value.converter.schemas.enable", "false");
        assertThat(setups.list(false).get(0).profile().connectorSettings())
                .as("somebody else's worker need not have it")
                .containsEntry("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    }

    @Test
    void sweepThatIsNoneIsRefused() {
        for (String wrong : List.of("poll.interval.ms", "=1", "poll.interval.ms=")) {
            assertThatThrownBy(() -> new Setups(List.of("stock"), wrong, Setups.Schemas.ON, false).list(true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("KEY=A,B");
        }
    }
}
