package dev.ezcdc.connect.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.connect.rest.BasicAuthExtension.LoginFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BasicAuthExtensionTest {
    private final LoginFilter filter = new LoginFilter(List.of("me:pass:word", "you:ë"));

    @Test
    void knowsOnlyCompleteLogins() {
        assertThat(filter.isKnown(header("me:pass:word"))).isTrue();
        assertThat(filter.isKnown(header("you:ë"))).isTrue();
        assertThat(filter.isKnown(header("me:pass:word").replace("Basic", "basic")))
                .isTrue();
        for (String wrong : List.of("me:pass", "me:pass:words", "me", ":pass:word", "you:pass:word", "")) {
            assertThat(filter.isKnown(header(wrong))).as(wrong).isFalse();
        }
    }

    @Test
    void rejectsHeadersOfOtherForms() {
        for (String wrong : List.of("", "Basic", "Basic ", "Basic %%%", "Bearer abc", "me:pass:word")) {
            assertThat(filter.isKnown(wrong)).as(wrong).isFalse();
        }
        assertThat(filter.isKnown(null)).isFalse();
    }

    @Test
    void onlyTheRequestsThatWorkersSignNeedNoLogin() {
        assertThat(LoginFilter.isBetweenWorkers("POST", "connectors/a/tasks")).isTrue();
        assertThat(LoginFilter.isBetweenWorkers("PUT", "/connectors/a/fence")).isTrue();
        assertThat(LoginFilter.isBetweenWorkers("GET", "connectors/a/tasks")).isFalse();
        assertThat(LoginFilter.isBetweenWorkers("POST", "connectors/a/tasks/0/restart"))
                .isFalse();
        assertThat(LoginFilter.isBetweenWorkers("PUT", "connectors/a/b/fence")).isFalse();
        assertThat(LoginFilter.isBetweenWorkers("POST", "connectors")).isFalse();
    }

    @Test
    void requiresAFileWithUsers(@TempDir Path directory) throws IOException {
        Path empty = Files.writeString(directory.resolve("empty"), "no user\n");
        try (BasicAuthExtension extension = new BasicAuthExtension()) {
            for (Map<String, String> settings : List.<Map<String, String>>of(
                    Map.of(),
                    Map.of(BasicAuthExtension.USERS_CONFIG, empty.toString()),
                    Map.of(
                            BasicAuthExtension.USERS_CONFIG,
                            directory.resolve("none").toString()))) {
                assertThatThrownBy(() -> extension.configure(settings))
                        .isInstanceOf(ConfigException.class)
                        .hasMessageContaining(BasicAuthExtension.USERS_CONFIG);
            }
        }
    }

    private static String header(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
}
