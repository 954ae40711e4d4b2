package dev.ezcdc.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.e2e.support.ContainerStack;
import dev.ezcdc.instruments.audit.Audit;
import dev.ezcdc.instruments.audit.AuditReport;
import dev.ezcdc.instruments.audit.fault.Fault;
import dev.ezcdc.instruments.audit.fault.Faults;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Injects the main faults into containers. Skipped without a container engine. */
@Tag("long")
class ContainersAuditIT {

    @Test
    void mainFaultsLoseNothing(@TempDir Path directory) throws Exception {
        ContainerStack.assumeEngine();
        List<Fault> faults = Faults.named(List.of(
                "walsender-terminated",
                "postgres-killed",
                "kafka-killed",
                "kafka-paused",
                "connect-killed",
                "connect-stopped",
                "all-killed"));
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        System.out.println("audit of containers with seed " + seed);

        AuditReport report = new Audit(
                        new ContainerAuditStack(directory),
                        new Audit.Settings(faults, seed, 1, 150, null, directory),
                        line -> System.out.println("audit: " + line))
                .run();

        assertThat(report.runs()).hasSameSizeAs(faults).allSatisfy(run -> {
            assertThat(run.passed())
                    .as("%s: %s", run.fault().name(), run.failures())
                    .isTrue();
            assertThat(run.changes()).isPositive();
            assertThat(run.lost()).isZero();
        });
    }
}
