package dev.ezcdc.benchmarks.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.corpus.Corpus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeBenchCommandTest {

    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    @Test
    void writesItsReportAndPrintsOnlyJson(@TempDir Path folder) throws IOException {
        int exitCode = run(
                "decode",
                "--quick",
                "--forks",
                "0",
                "--contender",
                "fastjson2",
                "--corpus",
                "customerDelete",
                "--json",
                "--out",
                folder.toString());

        assertThat(exitCode).as(text(stderr)).isZero();
        JsonNode json = new ObjectMapper().readTree(text(stdout));
        assertThat(json.path("results")).hasSize(1);
        JsonNode result = json.path("results").get(0);
        assertThat(result.path("contender").textValue()).isEqualTo("fastjson2");
        assertThat(result.path("corpus").textValue()).isEqualTo("customerDelete");
        assertThat(result.path("ns_per_op").doubleValue()).isPositive();
        assertThat(result.path("bytes_per_op").doubleValue()).isPositive();
        assertThat(json.path("rough").booleanValue()).isTrue();
        assertThat(Files.readString(folder.resolve("decode.md")))
                .contains("`./cdc bench decode --quick --forks 0")
                .contains("| fastjson2 |");
        assertThat(Files.readString(folder.resolve("decode.svg"))).startsWith("<svg");
        assertThat(new ObjectMapper().readTree(Files.readString(folder.resolve("decode.json"))))
                .hasSize(1);
        assertThat(folder).isDirectoryNotContaining("glob:**.probe");
    }

    @Test
    void omitsAllocationOnRequest(@TempDir Path folder) throws IOException {
        int exitCode = run(
                "--quick",
                "--forks=0",
                "--contender=fastjson2",
                "--corpus=customerDelete",
                "--json",
                "--no-profile-allocation",
                "--out",
                folder.toString());

        assertThat(exitCode).as(text(stderr)).isZero();
        JsonNode json = new ObjectMapper().readTree(text(stdout));
        assertThat(json.path("results").get(0).path("bytes_per_op").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--forks=-1",
                "--forks=many",
                "--contender=gson",
                "--corpus=customer",
                "encode",
                "--fast",
                "decode decode"
            })
    void usageErrorPointsToTheHelp(String arguments) {
        int exitCode = run(arguments.split(" ", -1));

        assertThat(exitCode).isEqualTo(2);
        assertThat(text(stderr)).endsWith("Try './cdc bench --help'.\n");
        assertThat(text(stdout)).isEmpty();
    }

    @Test
    void detectsUnwritableDirectoryBeforeMeasuring(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        int exitCode = run("--out", file.resolve("reports").toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(text(stderr))
                .contains("cannot write the report to")
                .contains("--out")
                .doesNotContain("\tat ");
        assertThat(text(stdout)).isEmpty();
    }

    @Test
    void helpFitsEightyColumnsAndNamesEveryContenderAndCorpus() {
        assertThat(run("--help")).isZero();

        assertThat(text(stdout).lines()).allMatch(line -> line.length() <= 80);
        for (Contender contender : Contender.values()) {
            assertThat(text(stdout)).contains(contender.name());
        }
        for (Corpus corpus : Corpus.values()) {
            assertThat(text(stdout)).contains(corpus.name());
        }
    }

    private int run(String... arguments) {
        return DecodeBenchCommand.run(
                arguments, new PrintStream(stdout, true, UTF_8), new PrintStream(stderr, true, UTF_8));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(UTF_8);
    }
}
