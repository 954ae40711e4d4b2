package dev.ezcdc.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestStacks;
import dev.ezcdc.infra.Topology;
import dev.ezcdc.infra.run.EmbeddedStack;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the commands in README and WALKTHROUGH and compares their output, with free ports instead of the default ones. */
@Tag("long")
class DocumentsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "WALKTHROUGH.md"})
    void documentedCommandsPrintTheDocumentedOutput(String document) throws Exception {
        Path home = TestStacks.newHome();
        Shell shell = new Shell(home);
        try {
            List<DocumentedCommand> commands = commands(document, false);
            assertThat(commands).hasSizeGreaterThan(5);
            for (DocumentedCommand command : commands) {
                shell.runAndCompare(command);
            }
        } finally {
            // The walkthrough ends with a stack of this size.
            new EmbeddedStack(TestStacks.settings(home).withTopology(new Topology(3, 2, true))).deleteData();
        }
    }

    @Test
    void documentedDockerCommandsPrintTheDocumentedOutput() throws Exception {
        boolean hasEngine = Cli.run(List.of("bash", "-c", "docker info")).exitCode() == 0;
        boolean hasCompose = Cli.run(List.of("bash", "-c", "docker compose version || docker-compose version"))
                        .exitCode()
                == 0;
        if (!hasEngine || !hasCompose) {
            System.out.println("Docker part of the walkthrough skipped: no container engine with Compose is available");
        }
        Assumptions.assumeTrue(hasEngine && hasCompose, "no container engine with Compose is available");
        Shell shell = new Shell(TestStacks.newHome());
        try {
            for (DocumentedCommand command : commands("WALKTHROUGH.md", true)) {
                shell.runAndCompare(command);
            }
        } finally {
            shell.run("docker compose -f infra/compose.yaml down -v");
        }
    }

    private static List<DocumentedCommand> commands(String document, boolean needsDocker) {
        return DocumentedCommand.readAll(TestStacks.projectRoot().resolve(document)).stream()
                .filter(command -> command.needsDocker() == needsDocker)
                .toList();
    }

    /** Bash in the project directory, where {@code ./cdc} runs the classes under test. */
    private static final class Shell {

        private final Map<String, String> ports = new HashMap<>();
        private final Map<String, String> environment = new HashMap<>();
        private final Path cdc;

        Shell(Path home) throws IOException {
            cdc = home.resolve("cdc");
            Files.writeString(cdc, "#!/usr/bin/env bash\nexec '" + String.join("' '", Cli.cdc()) + "' \"$@\"\n");
            assertThat(cdc.toFile().setExecutable(true)).isTrue();
            List<ServerSocket> sockets = new ArrayList<>();
            for (String port : List.of("55432", "29092", "8083")) {
                ServerSocket socket = new ServerSocket(0);
                sockets.add(socket);
                ports.put(port, Integer.toString(socket.getLocalPort()));
            }
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            Files.writeString(
                    home.resolve("stack.properties"),
                    "postgres-port=" + ports.get("55432") + "\nkafka-port=" + ports.get("29092") + "\nconnect-port="
                            + ports.get("8083") + "\n");
            environment.put("CDC_HOME", home.toString());
            environment.put("CDC_POSTGRES_PORT", String.valueOf(ports.get("55432")));
            environment.put("CDC_KAFKA_PORT", String.valueOf(ports.get("29092")));
            environment.put("CDC_CONNECT_PORT", String.valueOf(ports.get("8083")));
            environment.put(
                    "COMPOSE_PROJECT_NAME", "ezcdc-" + ProcessHandle.current().pid());
        }

        /** Runs a command until its output matches. Only queries (logs, HTTP) may fail at first, while a server starts. */
        void runAndCompare(DocumentedCommand command) {
            String expected = withPorts(String.join("\n", command.expected()));
            DocumentedCommand adapted =
                    new DocumentedCommand(command.command(), command.needsDocker(), List.of(expected.split("\n", -1)));
            AtomicReference<String> lastOutput = new AtomicReference<>("");
            boolean isQuery =
                    command.command().contains(" logs ") || command.command().contains("curl");
            Awaitility.await()
                    .atMost(isQuery ? TIMEOUT : Duration.ofSeconds(1).plus(TIMEOUT))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        Cli result = run(command.command());
                        lastOutput.set(result.out());
                        boolean matches = result.exitCode() == 0 && adapted.matches(result.out());
                        if (!isQuery || matches) {
                            assertThat(result.exitCode())
                                    .as("%s\n%s%s", command, result.out(), result.err())
                                    .isZero();
                            assertThat(adapted.matches(result.out()))
                                    .as("%s\n%s", adapted, result.out())
                                    .isTrue();
                        }
                        return matches;
                    });
        }

        Cli run(String command) {
            System.out.println("$ " + command);
            String adapted = withPorts(command).replace("./cdc ", cdc + " ");
            if (adapted.contains("docker compose")
                    && Cli.run(List.of("docker", "compose", "version")).exitCode() != 0) {
                adapted = adapted.replace("docker compose", "docker-compose");
            }
            return Cli.run(List.of("bash", "-c", adapted), TestStacks.projectRoot(), environment);
        }

        private String withPorts(String text) {
            String adapted = text;
            for (Map.Entry<String, String> port : ports.entrySet()) {
                adapted = adapted.replace(port.getKey(), port.getValue());
            }
            return adapted;
        }
    }
}
