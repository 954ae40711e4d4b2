package dev.ezcdc.consumer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSettingsTest {

    @Test
    void environmentOverridesTheFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("client.properties"), "security.protocol=SSL\nssl.truststore.location=/t\n");
        Map<String, String> environment =
                Map.of("KAFKA_CDC_CLIENT_SECURITY_PROTOCOL", "SASL_SSL", "KAFKA_CDC_KAFKA_CONFIG", file.toString());
        assertThat(ClientSettings.read(null, environment))
                .containsOnly(Map.entry("security.protocol", "SASL_SSL"), Map.entry("ssl.truststore.location", "/t"));
    }

    @Test
    void findsUnknownSettings() {
        assertThat(ClientSettings.findUnknown(
                        Map.of("sasl.mechanizm", "PLAIN", "linger.ms", "1", "fetch.min.bytes", "1")))
                .containsExactly("sasl.mechanizm");
    }

    @Test
    void hidesSecretsInMessages() {
        Secrets secrets = new Secrets(Map.of(
                "sasl.jaas.config", "o.a.k.PlainLoginModule required username=\"u5er\" password=\"pa55 word\";",
                "ssl.key.password", "k3y",
                "my.plugin.token", "t0ken",
                "fetch.min.bytes", "1"));
        assertThat(secrets.hide("bad pa55 word of u5er with k3y and t0ken at byte 1"))
                .isEqualTo("bad [hidden] of [hidden] with [hidden] and [hidden] at byte 1");
    }
}
