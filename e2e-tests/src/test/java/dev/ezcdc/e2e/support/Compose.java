package dev.ezcdc.e2e.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * Docker Compose with a file of the project: {@code docker compose}, or docker-compose 1.29.
 *
 * @param file the file's path in the project
 * @param environment variables for the file, with the name of the Compose project
 */
public record Compose(String file, Map<String, String> environment) {

    public Compose {
        Map<String, String> all = new HashMap<>(environment);
        all.put(
                "COMPOSE_PROJECT_NAME",
                "ezcdc-" + ProcessHandle.current().pid() + "-" + Integer.toHexString(file.hashCode()));
        environment = Map.copyOf(all);
    }

    /** Skips the test if there is no container engine with Compose. */
    public static void assumeAvailable() {
        boolean isAvailable =
                Cli.run(List.of("bash", "-c", "docker info && { docker compose version || docker-compose version; }"))
                                .exitCode()
                        == 0;
        if (!isAvailable) {
            System.out.println("compose tests skipped: no container engine with Compose is available");
        }
        Assumptions.assumeTrue(isAvailable, "no container engine with Compose is available");
    }

    /** Returns different ports that are free now. */
    public static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Runs Compose with these arguments, and fails if it fails. */
    public Cli run(String arguments) {
        Cli result = tryRun(arguments);
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        return result;
    }

    /** Runs Compose with these arguments. */
    public Cli tryRun(String arguments) {
        return Cli.run(
                List.of(
                        "bash",
                        "-c",
                        "if docker compose version >/dev/null 2>&1; then compose='docker compose'; else"
                                + " compose=docker-compose; fi; $compose -f " + file + " " + arguments),
                TestStacks.projectRoot(),
                environment);
    }

    /** Returns what {@code docker inspect} says of the container of a service; empty if there is none. */
    public String inspect(String service, String format) {
        String container = run("ps -q " + service).out().strip();
        return container.isEmpty()
                ? ""
                : Cli.run(List.of("docker", "inspect", "--format", format, container))
                        .out()
                        .strip();
    }
}
