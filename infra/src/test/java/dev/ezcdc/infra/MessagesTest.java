package dev.ezcdc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.infra.database.JdbcAddress;
import dev.ezcdc.infra.os.LogTail;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.infra.run.ExternalStack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people get to read. */
class MessagesTest {
    @Test
    void passwordIsNotPrinted() {
        Endpoints endpoints =
                new Endpoints("jdbc:postgresql://db:5432/shop", "u", "secret", "k:9092", URI.create("http://c:8083"));
        EmbeddedStack.Settings settings = EmbeddedStack.Settings.of(Path.of("home"), Path.of("servers"))
                .withCredentials(new DatabaseCredentials("d", "u", "secret"));

        assertThat(endpoints.toString()).doesNotContain("secret");
        assertThat(settings.toString()).doesNotContain("secret");
        assertThat(ExternalStack.Settings.of(endpoints).toString()).doesNotContain("secret");
    }

    @Test
    void failureIsTheRootCauseOfTheTrace() {
        String trace = "org.apache.kafka.connect.errors.ConnectException: outer\n\tat a.B.c(B.java:1)\n"
                + "Caused by: java.sql.SQLException: middle\n\tat a.B.c(B.java:2)\n"
                + "Caused by: java.io.EOFException: root\n\tat a.B.c(B.java:3)\n\t... 7 more\n";
        ConnectorStatus status =
                new ConnectorStatus("c", "RUNNING", null, List.of(new ConnectorStatus.Task(0, "FAILED", trace)));

        assertThat(status.failureCause()).contains("java.io.EOFException: root");
        assertThat(status.isRunning()).isFalse();
    }

    @Test
    void connectorWithoutTasksDoesNotRun() {
        assertThat(new ConnectorStatus("c", "RUNNING", null, List.of()).isRunning())
                .isFalse();
    }

    @Test
    void logsEndIsShortAndHarmlessToATerminal(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("log");
        Files.writeString(log, "old\n".repeat(100) + "red \u001b[31m\u202e\nlast\n");

        assertThat(LogTail.read(log).lines()).hasSize(8);
        assertThat(LogTail.read(log)).endsWith("  red \\u001b[31m\\u202e\n  last");
    }

    @Test
    void jdbcUrlIsReadAsPgjdbcReadsIt() {
        assertThat(JdbcAddress.fromUrl("jdbc:postgresql://db.example:6000/shop?ssl=true"))
                .isEqualTo(new JdbcAddress("db.example", 6000, "shop"));
        assertThat(JdbcAddress.fromUrl("jdbc:postgresql://a:1,b:2/shop")).isEqualTo(new JdbcAddress("a", 1, "shop"));
    }
}
