package dev.ezcdc.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrimaryFinderTest {

    @Test
    void settingsWithoutHostsStay() {
        Map<String, String> settings = Map.of("database.hostname", "db", "database.port", "5432");

        assertThat(PrimaryFinder.resolve(settings, Duration.ZERO)).isEqualTo(settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"db1", "db1:5432,db2", "db1:", ":5432", "db1:5432,", "db1:port", "db1:5432:1"})
    void malformedHostsAreRefused(String hosts) {
        assertThatThrownBy(() -> PrimaryFinder.resolve(Map.of("database.hosts", hosts), Duration.ZERO))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("database.hosts must be host:port, separated by commas");
    }

    @Test
    void withoutAPrimaryTheTaskTriesAgainLater() throws IOException {
        int closed = closedPort();

        assertThatThrownBy(() -> PrimaryFinder.resolve(
                        Map.of("database.hosts", "127.0.0.1:" + closed, "database.dbname", "db"), Duration.ZERO))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("no server of database.hosts is a primary")
                .hasMessageContaining("127.0.0.1:" + closed);
    }

    @Test
    void validationReportsMalformedHosts() {
        Config result = new SafeOffsetsPostgresConnector().validate(Map.of("database.hosts", "db1"));

        assertThat(result.configValues())
                .filteredOn(value -> !value.errorMessages().isEmpty())
                .extracting(ConfigValue::name)
                .containsExactly("database.hosts");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
