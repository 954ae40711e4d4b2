package dev.ezcdc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class CdcCommandTest {

    private static final Pattern USAGE = Pattern.compile("(?s)\nusage\\(\\) \\{\n.*?<<'EOF'\n(.*?)\nEOF\n");
    private static final Pattern LISTED_COMMAND = Pattern.compile("(?m)^  ([a-z][a-z-]*)  +(.+)$");

    private final TestCommandLine cdc = new TestCommandLine();

    static Stream<CommandSpec> commands() {
        return withSubcommands(TestCommandLine.create());
    }

    private static Stream<CommandSpec> withSubcommands(CommandLine commandLine) {
        Collection<CommandLine> subcommands = commandLine.getSubcommands().values();
        return Stream.concat(
                Stream.of(commandLine.getCommandSpec()), subcommands.stream().flatMap(CdcCommandTest::withSubcommands));
    }

    @Test
    void launcherListsTheVisibleCommandsInOrderWithTheirHeaders() throws IOException {
        Map<String, String> visible = new LinkedHashMap<>();
        TestCommandLine.create().getSubcommands().forEach((name, command) -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                visible.put(
                        name,
                        String.join(
                                "\n", command.getCommandSpec().usageMessage().header()));
            }
        });

        Map<String, String> listed = new LinkedHashMap<>();
        Matcher command = LISTED_COMMAND.matcher(launcherUsage());
        while (command.find()) {
            listed.put(command.group(1), command.group(2));
        }

        assertThat(listed).containsExactlyEntriesOf(visible);
    }

    @Test
    void launcherPrintsTheSameDescriptionAndExitStatus() throws IOException {
        assertThat(cdc.execute("--help")).isZero();

        assertThat(launcherUsage())
                .contains(
                        TestCommandLine.create().getCommandSpec().usageMessage().description())
                .contains("Run './cdc COMMAND --help' for details.\n" + CdcCommand.EXIT_STATUS);
        assertThat(cdc.out()).contains(CdcCommand.EXIT_STATUS).doesNotContain("corpus", "  help ");
    }

    private static String launcherUsage() throws IOException {
        Matcher usage =
                USAGE.matcher(Files.readString(TestCommandLine.projectRoot().resolve("cdc")));
        assertThat(usage.find()).as("usage() of the script cdc").isTrue();
        return usage.group(1);
    }

    @Test
    void headersAreShort() {
        assertThat(commands().filter(command -> !command.usageMessage().hidden()))
                .flatExtracting(command -> List.of(command.usageMessage().header()))
                .allSatisfy(header -> assertThat(header).hasSizeLessThanOrEqualTo(50));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpFitsEightyColumnsAndEndsWithTheExitStatus(CommandSpec command) {
        String help = command.commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF);

        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(help).contains("Exit status: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "up",
                "status",
                "exporter",
                "sql",
                "down",
                "load",
                "consume",
                "dead-letters",
                "latency",
                "audit",
                "bench",
                "bench consume"
            })
    void wrongOptionIsReportedWithoutTheWholeUsage(String command) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
        arguments.add("--no-such-option");
        if (command.equals("sql")) {
            arguments.add("select 1");
        }

        int exitCode = cdc.execute(arguments.toArray(String[]::new));

        assertThat(exitCode).isEqualTo(2);
        assertThat(cdc.out()).isEmpty();
        assertThat(cdc.err()).contains("--no-such-option").endsWith("Try './cdc " + command + " --help'.\n");
        assertThat(cdc.err().lines()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void similarOptionsAreSuggested() {
        assertThat(cdc.execute("up", "--frsh")).isEqualTo(2);

        assertThat(cdc.err()).contains("--frsh", "--fresh").endsWith("Try './cdc up --help'.\n");
    }

    @Test
    void invalidValueIsReportedWithItsOption() {
        assertThat(cdc.execute("audit", "--seeds", "0")).isEqualTo(2);

        assertThat(cdc.err()).isEqualTo("--seeds must be at least 1: 0\nTry './cdc audit --help'.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latency --out", "audit --home"})
    void directoryThatIsAFileIsReportedByName(String arguments, @TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThat(cdc.execute((arguments + " " + file).split(" ", -1))).isEqualTo(1);

        assertThat(cdc.err()).isEqualTo("cdc: " + file + " is a file. Choose another directory.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latency --out", "audit --home", "up --home"})
    void directoryBelowAFileIsReportedByName(String arguments, @TempDir Path directory) throws IOException {
        Path below = Files.writeString(directory.resolve("file"), "").resolve("below");

        assertThat(cdc.execute((arguments + " " + below).split(" ", -1))).isEqualTo(1);

        assertThat(cdc.err()).startsWith("cdc: ").contains(directory.toString()).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sql --json --csv x|--json and --csv exclude each other",
                "sql --file x.sql x|a statement and --file exclude each other",
                "grant|--table",
                "grant --table app.(orders|not a table: app.(orders",
                "up --table app.(orders|not a table: app.(orders",
                "up --profile fast|unknown profile fast",
                "up --metrics --no-metrics|--metrics and --no-metrics exclude each other",
                "up --metrics=65535|--metrics needs a port from 1 to 65534, or 0: 65535",
                "exporter --interval 0s|--interval must be positive: 0"
            })
    void conflictingOrMalformedOptionsAreUsageErrors(String arguments, String message) {
        assertThat(cdc.execute(arguments.split(" ", -1))).isEqualTo(2);

        assertThat(cdc.err()).contains(message);
    }

    @Test
    void missingFileOfStatementsIsReportedByName() {
        assertThat(cdc.execute("sql", "--file", "no-such.sql")).isEqualTo(1);

        assertThat(cdc.err()).isEqualTo("cdc: no-such.sql does not exist\n");
    }

    @Test
    void missingCommandIsAUsageError() {
        assertThat(cdc.execute()).isEqualTo(2);

        assertThat(cdc.err()).endsWith("Try './cdc --help'.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "consume --version", "bench consume --version"})
    void versionIsThatOfTheBuild(String arguments) {
        assertThat(cdc.execute(arguments.split(" ", -1))).isZero();

        assertThat(cdc.out().strip()).matches("ez-cdc \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }
}
