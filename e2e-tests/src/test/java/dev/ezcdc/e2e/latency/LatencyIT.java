package dev.ezcdc.e2e.latency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestStacks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A small run of {@code ./cdc latency}: checks that it reports every value, not the values. */
@Tag("long")
class LatencyIT {

    private final ObjectMapper json = new ObjectMapper();
    private final Path home = TestStacks.newHome();

    private Cli runLatency(String... arguments) {
        List<String> all =
                Stream.concat(Stream.of("latency"), Stream.of(arguments)).toList();
        return Cli.run(Cli.cdc(all.toArray(String[]::new)), home, Map.of("CDC_HOME", home.toString()));
    }

    @Test
    void reportsEveryRunAndThenTheMedian() throws Exception {
        Path out = home.resolve("report");
        Cli run = runLatency(
                "--profile",
                "low-latency",
                "--rate",
                "200",
                "--for",
                "2s",
                "--warm-up",
                "1s",
                "--runs",
                "2",
                "--burst",
                "2000x1",
                "--json",
                "--out",
                out.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(3);
        for (String line : lines) {
            JsonNode result = json.readTree(line);
            System.out.println("latency: " + result);
            assertThat(result.get("profile").asText()).isEqualTo("low-latency");
            assertThat(result.get("rate").asLong()).isEqualTo(200);
            assertThat(result.get("count").asLong()).isEqualTo(400);
            assertThat(result.get("lost").asLong()).isZero();
            assertThat(result.get("duplicated").asLong()).isZero();
            assertThat(result.get("p50_us").asLong()).isPositive();
            assertThat(result.get("p90_us").asLong())
                    .isGreaterThanOrEqualTo(result.get("p50_us").asLong());
            assertThat(result.get("p99_us").isNull())
                    .as("400 changes are too few for p99")
                    .isTrue();
            assertThat(result.get("max_us").asLong()).isPositive();
            assertThat(result.get("floor_p50_us").asLong())
                    .isEqualTo(result.get("floor_postgres_p50_us").asLong()
                            + result.get("floor_kafka_p50_us").asLong());
            assertThat(result.get("hops_p50_us")).hasSize(5);
            assertThat(result.get("rows").asLong()).isEqualTo(2_000);
            assertThat(result.get("rows_per_s").asLong()).isPositive();
            assertThat(result.get("percentiles_of").asText()).isEqualTo("steady");
            assertThat(result.get("hops_of_the_slowest_us")).hasSize(5);
        }
        assertThat(json.readTree(lines.get(0)).get("run").asText()).isEqualTo("1");
        JsonNode median = json.readTree(lines.get(2));
        assertThat(median.get("run").asText()).isEqualTo("median of 2");
        assertThat(median.get("code_percent").fieldNames())
                .toIterable()
                .as("CPU by code group in each JVM")
                .anyMatch(name -> name.startsWith("Kafka Connect/"))
                .anyMatch(name -> name.startsWith("Kafka/"))
                .anyMatch(name -> name.startsWith("this command/"));

        assertThat(Files.readString(out.resolve("report.html")))
                .contains("Latency from INSERT to consumer", "poll.interval.ms=3", "<svg", "commit → Debezium")
                .doesNotContain("http://", "https://", "<script");
        assertThat(Files.readString(out.resolve("low-latency-run1.hgrm"))).contains("#[Mean");
        assertThat(out.resolve("low-latency-floor-kafka.hgrm")).isNotEmptyFile();
        assertThat(out.resolve("low-latency-floor-postgres.hgrm")).isNotEmptyFile();
    }

    @Test
    void steadyLoadReportsItsRateAndTargets() throws Exception {
        Cli run = runLatency(
                "--rate",
                "1000",
                "--rows-per-transaction",
                "10",
                "--connections",
                "2",
                "--for",
                "2s",
                "--warm-up",
                "1s",
                "--no-floors",
                "--target",
                "p50=1h,p99=0ms",
                "--json",
                "--out",
                home.resolve("steady").toString());

        assertThat(run.exitCode()).as("a target is missed: " + run.err()).isEqualTo(1);
        JsonNode result = json.readTree(run.out().lines().findFirst().orElseThrow());
        System.out.println("steady: " + result);
        assertThat(result.get("count").asLong()).isEqualTo(2_000);
        assertThat(result.get("lost").asLong()).isZero();
        JsonNode steady = result.get("steady");
        assertThat(steady.get("asked_rows_per_s").asLong()).isEqualTo(1_000);
        assertThat(steady.get("achieved_rows_per_s").asLong()).isPositive();
        assertThat(steady.get("rows_per_transaction").asInt()).isEqualTo(10);
        assertThat(steady.get("connections").asInt()).isEqualTo(2);
        assertThat(steady.get("cpu_us_per_row_total").asDouble()).isPositive();
        assertThat(result.get("targets").get("p50_us").asLong()).isEqualTo(3_600_000_000L);
        assertThat(result.get("targets_met").asBoolean()).isFalse();
    }

    @Test
    void backlogIsWrittenWhileTheConnectorIsStopped() throws Exception {
        Cli run = runLatency(
                "--profile",
                "throughput",
                "--warm-up",
                "0s",
                "--backlog",
                "5000x1",
                "--json",
                "--out",
                home.resolve("backlog").toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode result = json.readTree(run.out().lines().findFirst().orElseThrow());
        System.out.println("backlog: " + result);
        assertThat(result.get("is_backlog").asBoolean()).isTrue();
        assertThat(result.get("rows").asLong()).isEqualTo(5_000);
        assertThat(result.get("lost").asLong()).isZero();
        assertThat(result.get("rows_per_s").asLong()).isPositive();
        assertThat(result.get("rows_per_s_per_core").asLong()).isPositive();
    }

    @Test
    void usageErrorNamesTheWrongValue() {
        Cli sweep = runLatency("--sweep", "poll.interval.ms");
        assertThat(sweep.exitCode()).isEqualTo(2);
        assertThat(sweep.err()).contains("KEY=A,B").contains("Try './cdc latency --help'.");

        Cli profile = runLatency("--profile", "fastest");
        assertThat(profile.exitCode()).isEqualTo(2);
        assertThat(profile.err()).contains("unknown profile fastest").contains("low-latency");

        Cli target = runLatency("--target", "p98=1ms");
        assertThat(target.exitCode()).isEqualTo(2);
        assertThat(target.err()).contains("--target must be one of").contains("p98");

        Cli both = runLatency("--burst", "10x1", "--backlog", "10x1");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("--burst and --backlog exclude each other");
    }
}
