package dev.ezcdc.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.infra.run.StackSettings;
import dev.ezcdc.instruments.audit.Audit;
import dev.ezcdc.instruments.audit.AuditReport;
import dev.ezcdc.instruments.audit.AuditStack;
import dev.ezcdc.instruments.audit.fault.Fault;
import dev.ezcdc.instruments.audit.fault.Faults;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Injects faults into a temporary stack; each must have its expected outcome. */
@Tag("long")
class AuditIT {

    private static final Path SERVERS =
            Path.of(System.getProperty("ezcdc.root", "..")).resolve("infra/servers");

    private final long seed = ThreadLocalRandom.current().nextLong(1_000_000);

    @Test
    void mainFaultsHaveTheirExpectedOutcome(@TempDir Path directory) throws Exception {
        AuditReport report = runAudit(
                directory,
                List.of(
                        "postgres-killed",
                        "kafka-killed",
                        "connect-killed",
                        "connect-stopped",
                        "stopped-in-copy",
                        "stopped-in-key-changes",
                        "connector-registered-again",
                        "consumer-paused",
                        "malformed-record",
                        "network-cut",
                        "column-retyped",
                        "slot-dropped",
                        "slot-advanced"),
                null);

        assertThat(report.passed()).as(print(report)).isTrue();
        ObjectNode totals = report.toJson();
        assertThat(totals.fieldNames())
                .toIterable()
                .startsWith("faults", "runs", "lost", "invented", "out_of_order", "redelivered", "undetected");
        assertThat(totals.get("faults").asInt()).isEqualTo(13);
        assertThat(totals.get("lost").asLong()).isZero();
        assertThat(totals.get("undetected").asLong()).isZero();
        assertThat(totals.get("lost_and_noticed").asLong())
                .as("losses of the slot faults")
                .isPositive();
        assertThat(Files.readAllLines(directory.resolve("runs.jsonl"))).hasSize(13);
        report.writePage(directory.resolve("report.html"));
        assertThat(Files.readString(directory.resolve("report.html")))
                .contains("Was a change lost?", "slot-advanced", "<svg");
    }

    @Test
    void soakReportsGrowth(@TempDir Path directory) throws Exception {
        AuditReport report =
                runAudit(directory, List.of("walsender-terminated", "connector-paused"), Duration.ofSeconds(20));

        assertThat(report.passed()).as(print(report)).isTrue();
        assertThat(report.runs()).isNotEmpty();
        assertThat(report.samples()).isNotEmpty();
        assertThat(report.toJson().get("growth_percent").fieldNames())
                .toIterable()
                .contains("memory of Kafka Connect", "files in kafka");
    }

    private AuditReport runAudit(Path directory, List<String> names, @Nullable Duration soak) throws Exception {
        List<Fault> faults = Faults.named(names);
        System.out.println("audit of " + names + " with seed " + seed);
        StackSettings servers =
                StackSettings.of(directory.resolve("stack"), SERVERS).withPorts(0, 0, 0);
        return new Audit(
                        soak == null ? AuditStack.forProcesses(servers) : AuditStack.forSoak(servers),
                        new Audit.Settings(faults, seed, 1, 150, soak, directory),
                        line -> System.out.println("audit: " + line))
                .run();
    }

    private static String print(AuditReport report) {
        StringWriter text = new StringWriter();
        report.print(new PrintWriter(text));
        return text.toString();
    }
}
