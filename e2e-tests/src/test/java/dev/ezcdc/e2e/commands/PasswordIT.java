package dev.ezcdc.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestStacks;
import dev.ezcdc.infra.DatabaseCredentials;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.run.EmbeddedStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A password that is easy to find must not be found in anything that servers and commands wrote. */
@Tag("long")
class PasswordIT {

    private static final String PASSWORD = "m4rked-Pa55word";

    private final Path home = TestStacks.newHome();
    private final List<String> progress = new ArrayList<>();
    private final List<Cli> commands = new ArrayList<>();

    @Test
    void passwordIsInNoOutputAndNoLog() throws Exception {
        EmbeddedStack stack = new EmbeddedStack(TestStacks.settings(home)
                .withCredentials(new DatabaseCredentials("cdctest", "cdctest", PASSWORD))
                .withProgress(progress::add));
        try {
            Endpoints endpoints = stack.up();
            runCommands(endpoints);
            assertThat(commands.get(0).exitCode())
                    .as("the password is the right one: %s", commands.get(0).err())
                    .isZero();
            stack.kill(StackService.POSTGRES); // failures, and retries in the worker's log
            runCommands(endpoints);
            stack.up();

            assertThat(progress).noneMatch(line -> line.contains(PASSWORD));
            assertThat(commands).allSatisfy(command -> assertThat(command.out() + command.err())
                    .doesNotContain(PASSWORD));
            List<Path> logs = filesOf(home.resolve("logs"));
            assertThat(logs).hasSizeGreaterThanOrEqualTo(3).allSatisfy(log -> assertThat(
                            Files.readString(log, StandardCharsets.ISO_8859_1))
                    .doesNotContain(PASSWORD));
            assertThat(endpoints.toString()).doesNotContain(PASSWORD);
        } finally {
            stack.deleteData();
        }
    }

    private void runCommands(Endpoints endpoints) {
        String url = endpoints.jdbcUrl() + "?password=" + PASSWORD;
        run("sql", "--jdbc-url", endpoints.jdbcUrl(), "select 1");
        run("sql", "--jdbc-url", url, "select no_such_column");
        run("load", "--jdbc-url", url, "--burst", "10x1", "--patience", "1s");
        run("load", "--jdbc-url", url + "&sslmode=verify-full", "--burst", "1x1", "--patience", "1s");
        run("load", "--jdbc-url", url.replace("postgresql:", "postgres:"), "--burst", "1x1");
        run(
                "demo",
                "--for",
                "1s",
                "--jdbc-url",
                url,
                "--bootstrap-servers",
                endpoints.bootstrapServers(),
                "--connect-url",
                endpoints.connectUrl().toString());
    }

    private void run(String... arguments) {
        commands.add(Cli.run(Cli.cdc(arguments), home, Map.of("CDC_HOME", home.toString(), "PGPASSWORD", PASSWORD)));
    }

    private static List<Path> filesOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
