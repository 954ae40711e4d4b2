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
    void everySettingHasAReason(String name) {
        Profile profile = Profile.forName(name);

        assertThat(profile.description()).startsWith(name + ":");
        assertThat(profile.settings()).isNotEmpty();
        for (Setting setting : profile.settings()) {
            assertThat(setting.reason()).as(setting.toLine()).isNotBlank();
            assertThat(setting.value()).as(setting.toLine()).isNotBlank();
        }
    }

    @Test
    void connectorOfComposeHasTheDefaultProfile() {
        assertThat(ConnectorConfig.loadDefault().settings())
                .containsAllEntriesOf(Profile.balanced().connectorSettings());
    }

    @Test
    void replacesSettingsOfTheDefaultProfile() {
        Map<String, String> stock = ConnectorConfig.loadDefault()
                .withProfile(Profile.forName("stock"))
                .settings();

        assertThat(stock)
                .doesNotContainKeys("poll.interval.ms", "max.batch.size", "producer.override.linger.ms")
                .containsEntry("heartbeat.interval.ms", "5000")
                .containsEntry("slot.name", "cdctest");
    }

    @Test
    void passesProducerSettingsAsConnectorOverrides() {
        Profile changed = Profile.balanced().with("producer.linger.ms", "7", "test");

        assertThat(changed.connectorSettings()).containsEntry("producer.override.linger.ms", "7");
        assertThat(changed.settingsFor(Part.PRODUCER)).containsEntry("linger.ms", "7");
        assertThat(changed.with("producer.override.linger.ms", "8", "test").settingsFor(Part.PRODUCER))
                .containsEntry("linger.ms", "8");
        assertThat(changed.settings()).hasSameSizeAs(Profile.balanced().settings());
    }

    @Test
    void keyWithoutPrefixBelongsToTheConnector() {
        assertThat(Profile.forName("stock")
                        .with("poll.interval.ms", "3", "test")
                        .connectorSettings())
                .containsEntry("poll.interval.ms", "3");
    }

    @Test
    void removesServerSettings() {
        Profile clients = Profile.forName("stock")
                .with("consumer.max.poll.records", "9", "test")
                .withoutServerSettings();

        assertThat(clients.settings()).allMatch(setting -> setting.part().isClient());
        assertThat(clients.consumerSettings()).containsEntry("max.poll.records", "9");
        assertThat(clients.serverSettings(StackService.CONNECT)).isEmpty();
        assertThat(clients.jvmOptions(StackService.KAFKA)).isEmpty();
    }

    @Test
    void loadsProfileFromFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("custom.properties");
        Files.writeString(
                file, "# custom: to try\n\n# first\n# and second line\nworker.a = 1\nkafka.jvm.heap=-Xms1m -Xmx2m\n");

        Profile custom = Profile.load(file.toString());

        assertThat(custom.name()).isEqualTo("custom");
        assertThat(custom.settings()).contains(new Setting(Part.WORKER, "a", "1", "first and second line"));
        assertThat(custom.jvmOptions(StackService.KAFKA)).containsExactly("-Xms1m", "-Xmx2m");
        assertThat(custom.serverSettings(StackService.CONNECT)).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void rejectsMalformedProfileWithAlternatives(@TempDir Path directory) throws IOException {
        Path wrong = directory.resolve("wrong.properties");
        Files.writeString(wrong, "linger.ms=1\n");

        assertThatThrownBy(() -> Profile.load("fast"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("balanced, low-latency");
        assertThatThrownBy(() -> Profile.load(wrong.toString())).hasMessageContaining("producer.");
        assertThatThrownBy(() -> ProfileFile.parse("x", "worker.a=1\nworker.a=2\n"))
                .hasMessageContaining("duplicate key");
        assertThatThrownBy(() -> ProfileFile.parse("x", "no setting\n")).hasMessageContaining("KEY=VALUE");
        assertThatThrownBy(
                        () -> Profile.load(directory.resolve("none.properties").toString()))
                .isInstanceOf(StackException.class);
    }
}
