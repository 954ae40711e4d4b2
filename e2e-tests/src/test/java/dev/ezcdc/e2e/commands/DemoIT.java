package dev.ezcdc.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestStacks;
import dev.ezcdc.infra.run.EmbeddedStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code ./cdc demo} without a running stack. {@link CommandsIT} has the demo on a running one. */
class DemoIT {

    @Test
    void demoPrintsItsSummaryAndLeavesNoProcess() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("demo", "--for", "5s", "--rate", "100", "--json"));
        arguments.addAll(Cli.freePorts());
        Path home = TestStacks.newHome();
        Cli demo = Cli.run(Cli.cdc(arguments.toArray(String[]::new)), home, Map.of("CDC_HOME", home.toString()));

        assertThat(demo.exitCode()).as(demo.err()).isZero();
        assertThat(demo.out().lines()).hasSize(1);
        JsonNode summary = new ObjectMapper().readTree(demo.out());
        System.out.println("demo: " + summary);
        assertThat(summary.get("lost").asLong()).isZero();
        assertThat(summary.get("duplicated").asLong()).isZero();
        long written = summary.get("inserted").asLong()
                + summary.get("updated").asLong()
                + summary.get("deleted").asLong();
        assertThat(written).isEqualTo(500);
        assertThat(summary.get("consumed").asLong()).isEqualTo(written);
        assertThat(summary.get("p50_us").asLong()).isPositive();
        assertThat(summary.get("p99_us").asLong())
                .isGreaterThanOrEqualTo(summary.get("p50_us").asLong());
        assertThat(summary.get("seconds_to_streaming").asDouble()).isPositive();
        assertThat(Cli.processesOf(home)).isEmpty();
        new EmbeddedStack(TestStacks.settings(home)).deleteData();
    }
}
