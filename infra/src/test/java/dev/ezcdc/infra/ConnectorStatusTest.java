package dev.ezcdc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectorStatusTest {
    @Test
    void reportsRootCauseOfFailedTask() {
        String trace = "org.apache.kafka.connect.errors.ConnectException: outer\n\tat a.B.c(B.java:1)\n"
                + "Caused by: java.sql.SQLException: middle\n\tat a.B.c(B.java:2)\n"
                + "Caused by: java.io.EOFException: root\n\tat a.B.c(B.java:3)\n\t... 7 more\n";
        ConnectorStatus status = new ConnectorStatus(
                "c", "RUNNING", null, List.of(new ConnectorStatus.Task(0, "FAILED", "127.0.0.1:8083", trace)));

        assertThat(status.failureCause()).contains("java.io.EOFException: root");
        assertThat(status.isRunning()).isFalse();
    }

    @Test
    void connectorWithoutTasksIsNotRunning() {
        assertThat(new ConnectorStatus("c", "RUNNING", null, List.of()).isRunning())
                .isFalse();
    }
}
