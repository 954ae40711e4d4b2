package dev.ezcdc.e2e.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestStacks;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.profile.Profile;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.infra.run.ExternalStack;
import dev.ezcdc.instruments.latency.plan.Setup;
import dev.ezcdc.instruments.latency.stack.ExternalMeasuredStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code ./cdc latency} on a running stack: it restores the settings that it changes. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExternalLatencyIT {
    private final Path home = TestStacks.newHome();
    private final EmbeddedStack external = new EmbeddedStack(TestStacks.settings(home.resolve("external")));
    private Map<String, String> originalConfig = Map.of();

    @BeforeAll
    void up() {
        external.up();
        originalConfig = readConfig();
    }

    @AfterAll
    void down() {
        external.deleteData();
    }

    private Map<String, String> readConfig() {
        return new ConnectClient(external.endpoints().connectUrl())
                .findConfig(external.connectorName())
                .orElseThrow();
    }

    @Test
    void restoresTheConnectorsSettings() throws Exception {
        Endpoints endpoints = external.endpoints();
        Cli run = Cli.run(
                Cli.cdc(
                        "latency",
                        "--profile",
                        "low-latency",
                        "--rate",
                        "100",
                        "--for",
                        "1s",
                        "--warm-up",
                        "1s",
                        "--no-floors",
                        "--json",
                        "--jdbc-url",
                        endpoints.jdbcUrl(),
                        "--bootstrap-servers",
                        endpoints.bootstrapServers(),
                        "--connect-url",
                        endpoints.connectUrl().toString(),
                        "--out",
                        home.resolve("report").toString()),
                home,
                Map.of("CDC_HOME", home.toString()));

        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        JsonNode result = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        assertThat(result.get("count").asLong()).isEqualTo(100);
        assertThat(result.get("lost").asLong()).isZero();
        assertThat(readConfig()).isEqualTo(originalConfig);
        external.awaitStreaming(Duration.ofSeconds(30));
    }

    @Test
    void restoresTheConnectorsSettingsAfterFailedSetup() {
        Profile failing = Profile.forName("stock")
                .withoutServerSettings()
                // The old task may still stream. A slot that only the new task would create cannot be mistaken for its.
                .with("slot.name", "failing", "a slot that does not exist")
                .with("producer.acks", "1", "which the next setting does not allow")
                .with("producer.enable.idempotence", "true", "so that the task fails when it starts");
        var stacks = ExternalMeasuredStack.factory(ExternalStack.Settings.of(external.endpoints()));

        assertThatThrownBy(() -> stacks.open(new Setup(failing, null)))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("FAILED")
                .hasMessageContaining("idempotent producer");

        assertThat(readConfig()).isEqualTo(originalConfig);
        external.up();
    }
}
