package dev.ezcdc.infra.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "database.password           | hidden             | ****",
                "signal.consumer.sasl.jaas.config | user=a password=b | ****",
                "transforms.x.api.key        | k                  | ****",
                "ssl.key.passphrase          | k                  | ****",
                "database.password           | ${env:P}           | ${env:P}",
                "schema.registry.url         | http://me:pw@host/ | http://me:****@host/",
                "a.url                       | jdbc:x?user=a&password=b&c=d | jdbc:x?user=a&password=****&c=d",
                "topic.prefix                | shop               | shop",
            })
    void secretsAreMasked(String key, String value, String shown) {
        assertThat(SettingText.of(key, value)).isEqualTo(shown);
    }

    @Test
    void missingValueIsNamed() {
        assertThat(SettingText.of("database.password", null)).isEqualTo("not set");
    }

    @Test
    void controlCharactersAreEscaped() {
        assertThat(SettingText.of("a", "x\u001b[2J")).doesNotContain("\u001b");
    }
}
