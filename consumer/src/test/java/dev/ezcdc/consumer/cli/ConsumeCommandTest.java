package dev.ezcdc.consumer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.StartFrom;
import dev.ezcdc.consumer.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ConsumeCommandTest {

    private static final KafkaOptions.Defaults DEFAULTS = new KafkaOptions.Defaults("localhost:29092", Map.of());

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    private int execute(String... args) {
        return Main.commandLine(
                        "java -jar consumer.jar", new ConsumeCommand(DEFAULTS, Map.of(), new ByteArrayOutputStream()))
                .setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(out, true))
                .execute(args);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--formt json",
                "--format xml",
                "--max x",
                "--max 0",
                "--from nowhere",
                "--from saved",
                "--from latest",
                "--from earliest",
                "--from committed --from-beginning",
                "--topic a --topics-pattern b",
                "--topics-pattern (",
                "--topics-pattern a --exclude-topics (",
                "--exclude-topics a",
                "--topic a --exclude-topics a",
                "--bootstrap-servers localhost",
                "--bootstrap-servers localhost:99999",
                "--kafka-config no-such-file",
                "--dead-letter-topic cdctest.public.customers",
                "--from-offsets no-such-file",
                "--from 2026-13-01T00:00:00Z",
                "--from end --from-beginning",
                "--op upsert",
                "--redact customers.",
                "--metrics-port x",
                "--metrics-address 0.0.0.0",
                "surplus"
            })
    void usageErrorPrintsTheErrorWithAHintAndExitsWith2(String args) {
        assertThat(execute(args.split(" "))).isEqualTo(2);
        assertThat(err.toString())
                .endsWith("Try 'java -jar consumer.jar --help'.\n")
                .doesNotContain("Usage:");
        assertThat(err.toString().lines()).hasSizeBetween(2, 3);
        assertThat(err.toString().lines().findFirst().orElseThrow()).doesNotContain("Exception");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void similarOptionsAreSuggested() {
        assertThat(execute("--formt", "json")).isEqualTo(2);
        assertThat(err.toString()).contains("'--formt'", "Possible solutions: --format");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "saved", "latest", "2026-13-01T00:00:00Z"})
    void errorOfFromListsItsValues(String from) {
        assertThat(execute("--from", from)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("--from must be committed, committed-or-end, beginning, end or a timestamp such as"
                        + " 2026-11-22T07:50:00Z: " + from + "\n");
    }

    @Test
    void helpFitsEightyColumnsAndEndsItsOptionsWithHelpAndVersion() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(out.toString().lines().filter(line -> line.matches(" +-.*")).toList())
                .last()
                .asString()
                .contains("-V, --version");
        assertThat(out.toString())
                .startsWith("Print changes as they arrive\nUsage: java -jar consumer.jar [OPTIONS]\n");
    }

    @Test
    void versionIsThatOfTheBuild() throws IOException {
        Path pom = Path.of(System.getProperty("ezcdc.root", "..")).resolve("pom.xml");
        String version = Files.readString(pom).replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");

        assertThat(execute("--version")).isZero();

        assertThat(out.toString()).isEqualTo("ez-cdc " + version + "\n");
    }

    private static ConsumeOptions.Resolved resolve(Map<String, String> environment, String... args) throws Exception {
        ConsumeOptions options = new ConsumeOptions(DEFAULTS, environment);
        new CommandLine(options).parseArgs(args);
        return options.resolve();
    }

    @Test
    void fromSelectsTheStart() throws Exception {
        assertThat(resolve(Map.of(), "--from", "committed").startFrom()).isEqualTo(StartFrom.COMMITTED_OR_EARLIEST);
        assertThat(resolve(Map.of(), "--from", "committed-or-end").startFrom())
                .isEqualTo(StartFrom.COMMITTED_OR_LATEST);
        assertThat(resolve(Map.of(), "--from", "beginning").startFrom()).isEqualTo(StartFrom.BEGINNING);
        assertThat(resolve(Map.of(), "--from-beginning").startFrom()).isEqualTo(StartFrom.BEGINNING);
        assertThat(resolve(Map.of(), "--from", "end").startFrom()).isEqualTo(StartFrom.END);
        assertThat(resolve(Map.of(), "--from", "2026-11-22T07:50:00Z").startFrom())
                .isEqualTo(StartFrom.timestamp(Instant.parse("2026-11-22T07:50:00Z")));
    }

    @Test
    void defaultsToTheWalkthroughsTopic() throws Exception {
        ConsumeOptions.Resolved settings = resolve(Map.of());
        assertThat(settings.bootstrapServers()).isEqualTo("localhost:29092");
        assertThat(settings.topics()).isEqualTo(Topics.named("cdctest.public.customers"));
        assertThat(settings.startFrom()).isEqualTo(StartFrom.COMMITTED_OR_EARLIEST);
        assertThat(settings.groupId()).isNotBlank();
    }

    @Test
    void optionsOverrideTheEnvironment() throws Exception {
        Map<String, String> environment =
                Map.of("KAFKA_CDC_TOPIC", "t", "KAFKA_CDC_BOOTSTRAP_SERVERS", "kafka:9092", "KAFKA_CDC_GROUP_ID", "g");
        ConsumeOptions.Resolved fromEnvironment = resolve(environment);
        assertThat(fromEnvironment.bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(fromEnvironment.topics()).isEqualTo(Topics.named("t"));
        assertThat(fromEnvironment.groupId()).isEqualTo("g");
        ConsumeOptions.Resolved fromOptions = resolve(
                environment, "--bootstrap-servers", "h:1,[::1]:2", "--topic", "a", "--topic", "b", "--group", "o");
        assertThat(fromOptions.bootstrapServers()).isEqualTo("h:1,[::1]:2");
        assertThat(fromOptions.topics()).isEqualTo(Topics.named("a", "b"));
        assertThat(fromOptions.groupId()).isEqualTo("o");
    }
}
