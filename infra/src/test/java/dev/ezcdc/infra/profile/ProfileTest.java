package dev.ezcdc.infra.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.profile.Profile.Part;
import dev.ezcdc.infra.profile.Profile.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileTest {

    static Iterable<String> names() {
        return Profile.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everySettingHasItsReason(String name) {
        Profile profile = Profile.forName(name);

        assertThat(profile.description()).startsWith(name + ":");
        assertThat(profile.settings()).isNotEmpty();
        for (Setting setting : profile.settings()) {
            assertThat(setting.reason()).as(setting.toLine()).isNotBlank();
            assertThat(setting.value()).as(setting.toLine()).isNotBlank();
        }
    }

    @Test
    void whatComposeRegistersIsTunedByTheDefaultProfile() {
        assertThat(ConnectorConfig.loadDefault().settings())
                .containsAllEntriesOf(Profile.balanced().connectorSettings());
    }

    @Test
    void anotherProfileLeavesNothingOfTheDefaultOne() {
        Map<String, String> stock = ConnectorConfig.loadDefault()
                .withProfile(Profile.forName("stock"))
                .settings();

        assertThat(stock)
                .doesNotContainKeys("poll.interval.ms", "max.batch.size", "producer.override.linger.ms")
                .containsEntry("heartbeat.interval.ms", "5000")
                .containsEntry("slot.name", "cdctest");
    }

    @Test
    void producersSettingsReachTheConnectorAsOverrides() {
        Profile changed = Profile.balanced().with("producer.linger.ms", "7", "test");

        assertThat(changed.connectorSettings()).containsEntry("producer.override.linger.ms", "7");
        assertThat(changed.settingsFor(Part.PRODUCER)).containsEntry("linger.ms", "7");
        assertThat(changed.with("producer.override.linger.ms", "8", "test").settingsFor(Part.PRODUCER))
                .containsEntry("linger.ms", "8");
        assertThat(changed.settings()).hasSameSizeAs(Profile.balanced().settings());
    }

    @Test
    void keyWithoutItsPartIsTheConnectors() {
        assertThat(Profile.forName("stock")
                        .with("poll.interval.ms", "3", "test")
                        .connectorSettings())
                .containsEntry("poll.interval.ms", "3");
    }

    @Test
    void ofClientsLeavesServersAlone() {
        Profile clients = Profile.forName("stock")
                .with("consumer.max.poll.records", "9", "test")
                .withoutServerSettings();

        assertThat(clients.settings()).allMatch(setting -> setting.part().isClient());
        assertThat(clients.consumerSettings()).containsEntry("max.poll.records", "9");
        assertThat(clients.serverSettings(StackService.CONNECT)).isEmpty();
        assertThat(clients.jvmOptions(StackService.KAFKA)).isEmpty();
    }

    @Test
    void fileOfOnesOwnIsRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("mine.properties");
        Files.writeString(
                file, "# mine: to try\n\n# first\n# and second line\nworker.a = 1\nkafka.jvm.heap=-Xms1m -Xmx2m\n");

        Profile mine = Profile.load(file.toString());

        assertThat(mine.name()).isEqualTo("mine");
        assertThat(mine.settings()).contains(new Setting(Part.WORKER, "a", "1", "first and second line"));
        assertThat(mine.jvmOptions(StackService.KAFKA)).containsExactly("-Xms1m", "-Xmx2m");
        assertThat(mine.serverSettings(StackService.CONNECT)).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void whatIsNoProfileIsRefusedWithWhatWouldBe(@TempDir Path folder) throws IOException {
        Path wrong = folder.resolve("wrong.properties");
        Files.writeString(wrong, "linger.ms=1\n");

        assertThatThrownBy(() -> Profile.load("fast"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("balanced, low-latency");
        assertThatThrownBy(() -> Profile.load(wrong.toString())).hasMessageContaining("producer.");
        assertThatThrownBy(() -> ProfileFile.parse("x", "worker.a=1\nworker.a=2\n"))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> ProfileFile.parse("x", "no setting\n")).hasMessageContaining("KEY=VALUE");
        assertThatThrownBy(() -> Profile.load(folder.resolve("none.properties").toString()))
                .isInstanceOf(StackException.class);
    }
}
