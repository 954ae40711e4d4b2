package dev.ezcdc.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LoadCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine = Main.createCommandLine();

    static Stream<Arguments> rejectsWrongUsage() {
        return Stream.of(
                Arguments.of("--burst", ""),
                Arguments.of("--rate", "--rate 5 --burst 5x5"),
                Arguments.of("--rates", "--rates 5"),
                Arguments.of("'abc'", "--rate abc"),
                Arguments.of("'5w'", "--rate 5 --for 5w"),
                Arguments.of("ROWSxTIMES", "--burst 5y5"),
                Arguments.of("upsert", "--rate 5 --mix upsert=1"),
                Arguments.of("--for", "--burst 5x5 --for 5s"),
                Arguments.of("--every", "--rate 5 --every 5s"),
                Arguments.of("connections", "--rate 5 --connections 0"),
                Arguments.of("batch", "--rate 5 --batch 0"),
                Arguments.of("single, batched or copy", "--rate 5 --mode fast"),
                Arguments.of("schema.table", "--rate 5 --table a.b.c"),
                Arguments.of("--jdbc-url", "--rate 5 --jdbc-url jdbc:mysql://localhost/x?password=secret"));
    }

    @ParameterizedTest
    @MethodSource
    void rejectsWrongUsage(String expected, String arguments) {
        assertThat(execute(arguments)).isEqualTo(2);
        assertThat(err.toString().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains(expected));
        assertThat(err.toString())
                .endsWith("Try 'java -jar loadgen.jar --help'.\n")
                .doesNotContain("Usage:", "secret", "Exception");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void helpFits80Columns() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(out.toString()).contains("Usage: java -jar loadgen.jar", "--rate", "--burst", "--mix", "--seed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "batched", "copy"})
    void acceptsModesListedInHelp(String mode) {
        commandLine.parseArgs("--rate", "5", "--mode", mode);
    }

    @Test
    void exitsWith1IfServerIsUnreachable() throws IOException {
        int port = unusedPort();
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/nowhere";
        assertThat(execute("--burst 1x1 --patience 10ms --password secret --jdbc-url " + url))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("127.0.0.1:" + port + "/nowhere", "--jdbc-url", "seed ")
                .doesNotContain("secret", "Exception");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void subcommandUsesDefaultUrlOfCaller() {
        CommandLine launcher = new CommandLine(new Launcher())
                .addSubcommand(new LoadCommand("jdbc:postgresql://localhost:1234/other"));
        launcher.setOut(new PrintWriter(out));
        assertThat(launcher.execute("load", "--help")).isZero();
        assertThat(out.toString()).contains("jdbc:postgresql://localhost:1234/other", "launcher load --rate");
    }

    private int execute(String arguments) {
        commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return commandLine.execute(
                Stream.of(arguments.split(" ")).filter(a -> !a.isEmpty()).toArray(String[]::new));
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @CommandLine.Command(name = "launcher")
    private static final class Launcher {}
}
