package dev.ezcdc.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.infra.run.StackSettings;
import dev.ezcdc.instruments.audit.Audit;
import dev.ezcdc.instruments.audit.AuditReport;
import dev.ezcdc.instruments.audit.AuditStack;
import dev.ezcdc.instruments.audit.fault.cluster.ClusterFaults;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Injects each fault of a highly available stack once; each must have its expected outcome. */
@Tag("long")
class ClusterAuditIT {

    private static final Path SERVERS =
            Path.of(System.getProperty("ezcdc.root", "..")).resolve("infra/servers");

    @Test
    void everyFaultHasItsExpectedOutcome(@TempDir Path directory) throws Exception {
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        System.out.println("audit of a cluster with seed " + seed);
        StackSettings servers = StackSettings.of(directory.resolve("stack"), SERVERS)
                .withPorts(0, 0, 0)
                .withTopology(ClusterFaults.TOPOLOGY);

        AuditReport report = new Audit(
                        AuditStack.forProcesses(servers),
                        new Audit.Settings(ClusterFaults.all(), seed, 1, 100, null, directory),
                        line -> System.out.println("audit: " + line))
                .run();

        StringWriter text = new StringWriter();
        report.print(new PrintWriter(text));
        assertThat(report.passed()).as(text.toString()).isTrue();
        ObjectNode totals = report.toJson();
        assertThat(totals.get("faults").asInt()).isGreaterThanOrEqualTo(25);
        for (String total : new String[] {"lost", "invented", "out_of_order", "undetected"}) {
            assertThat(totals.get(total).asLong()).as(total).isZero();
        }
        assertThat(totals.get("lost_by_database").asLong())
                .as("lost by PostgreSQL, with asynchronous commits")
                .isPositive();
    }
}
