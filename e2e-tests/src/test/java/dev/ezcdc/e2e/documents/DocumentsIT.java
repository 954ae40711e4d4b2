package dev.ezcdc.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestStacks;
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

/** What README and WALKTHROUGH show is run as it stands there, with free ports in place of the usual ones. */
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
            new EmbeddedStack(TestStacks.settings(home)).deleteData();
        }
    }

    @Test
    void documentedDockerCommandsPrintTheDocumentedOutput() throws Exception {
        boolean engine = Cli.run(List.of("bash", "-c", "docker info")).exitCode() == 0;
        boolean compose = Cli.run(List.of("bash", "-c", "docker compose version || docker-compose version"))
                        .exitCode()
                == 0;
        if (!engine || !compose) {
            System.out.println(
                    "no container engine with compose answers: the walkthrough's part with Docker is skipped");
        }
        Assumptions.assumeTrue(engine && compose, "no container engine with compose answers");
        Shell shell = new Shell(TestStacks.newHome());
        try {
            for (DocumentedCommand command : commands("WALKTHROUGH.md", true)) {
                shell.runAndCompare(command);
            }
        } finally {
            shell.run("docker compose -f infra/compose.yaml down -v");
        }
    }

    private static List<DocumentedCommand> commands(String document, boolean docker) {
        return DocumentedCommand.readAll(TestStacks.projectRoot().resolve(document)).stream()
                .filter(command -> command.needsDocker() == docker)
                .toList();
    }

    /** Bash in the project's folder, in which {@code ./cdc} is what is under test. */
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
                    home.resolve("ports.properties"),
                    "postgres-port=" + ports.get("55432") + "\nkafka-port=" + ports.get("29092") + "\nconnect-port="
                            + ports.get("8083") + "\n");
            environment.put("CDC_HOME", home.toString());
            environment.put("CDC_POSTGRES_PORT", String.valueOf(ports.get("55432")));
            environment.put("CDC_KAFKA_PORT", String.valueOf(ports.get("29092")));
            environment.put("CDC_CONNECT_PORT", String.valueOf(ports.get("8083")));
            environment.put(
                    "COMPOSE_PROJECT_NAME", "ezcdc-" + ProcessHandle.current().pid());
        }

        /** A command is asked again for a while: what it looks at may need a moment (a log, a server that starts). */
        void runAndCompare(DocumentedCommand command) {
            String expected = withPorts(String.join("\n", command.expected()));
            DocumentedCommand here =
                    new DocumentedCommand(command.command(), command.needsDocker(), List.of(expected.split("\n", -1)));
            AtomicReference<String> last = new AtomicReference<>("");
            boolean onlyLooks =
                    command.command().contains(" logs ") || command.command().contains("curl");
            Awaitility.await()
                    .atMost(onlyLooks ? TIMEOUT : Duration.ofSeconds(1).plus(TIMEOUT))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        Cli result = run(command.command());
                        last.set(result.out());
                        boolean good = result.exitCode() == 0 && here.matches(result.out());
                        if (!onlyLooks || good) {
                            assertThat(result.exitCode())
                                    .as("%s\n%s%s", command, result.out(), result.err())
                                    .isZero();
                            assertThat(here.matches(result.out()))
                                    .as("%s\n%s", here, result.out())
                                    .isTrue();
                        }
                        return good;
                    });
        }

        Cli run(String command) {
            System.out.println("$ " + command);
            String here = withPorts(command).replace("./cdc ", cdc + " ");
            if (here.contains("docker compose")
                    && Cli.run(List.of("docker", "compose", "version")).exitCode() != 0) {
                here = here.replace("docker compose", "docker-compose");
            }
            return Cli.run(List.of("bash", "-c", here), TestStacks.projectRoot(), environment);
        }

        private String withPorts(String text) {
            String here = text;
            for (Map.Entry<String, String> port : ports.entrySet()) {
                here = here.replace(port.getKey(), port.getValue());
            }
            return here;
        }
    }
}
