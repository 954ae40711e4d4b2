package dev.ezcdc.infra.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.infra.DatabaseCredentials;
import dev.ezcdc.infra.Endpoints;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void omitsPasswordsFromText() {
        Endpoints endpoints =
                new Endpoints("jdbc:postgresql://db:5432/shop", "u", "secret", "k:9092", URI.create("http://c:8083"));
        StackSettings settings = StackSettings.of(Path.of("home"), Path.of("servers"))
                .withCredentials(new DatabaseCredentials("d", "u", "secret"));

        assertThat(endpoints.toString()).doesNotContain("secret");
        assertThat(settings.toString()).doesNotContain("secret");
        assertThat(ExternalStack.Settings.of(endpoints).toString()).doesNotContain("secret");
    }
}
