package dev.ezcdc.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestStacks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class MonitoringFilesTest {

    private static final Path ROOT = TestStacks.projectRoot();
    private static final Path MONITORING = ROOT.resolve("infra/monitoring");
    private static final Pattern RUNBOOK = Pattern.compile("(?m)^ +runbook: (\\S+)#(\\S+)$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void prometheusAcceptsConfigurationAndRules() {
        Assumptions.assumeTrue(
                PrometheusServer.isInstalled(), "Prometheus is not installed: apt-get install prometheus");
        Cli check = Cli.run(List.of(
                "promtool",
                "check",
                "config",
                MONITORING.resolve("prometheus.yml").toString()));

        assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
    }

    @Test
    void everyAlertLinksToASectionThatExists() throws Exception {
        String rules = Files.readString(MONITORING.resolve("alerts.yml"));
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(Files.readString(ROOT.resolve("docs/how-to/monitor.md")))
                .results()
                .forEach(heading -> anchors.add(heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-')));

        List<String> linked =
                RUNBOOK.matcher(rules).results().map(link -> link.group(2)).toList();

        assertThat(linked).hasSameSizeAs(PrometheusServer.alertNames());
        assertThat(anchors).containsAll(linked);
        assertThat(rules.split("severity: (critical|warning)\n", -1)).hasSize(linked.size() + 1);
    }

    @Test
    void everyPanelOfTheDashboardHasAnExpressionAndAUniqueId() throws Exception {
        JsonNode dashboard =
                new ObjectMapper().readTree(MONITORING.resolve("dashboard.json").toFile());
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.get("panels")) {
            assertThat(ids.add(panel.get("id").asInt()))
                    .as(panel.get("title").asText())
                    .isTrue();
            if (!panel.get("type").asText().equals("row")) {
                assertThat(panel.findValuesAsText("expr"))
                        .as(panel.get("title").asText())
                        .isNotEmpty()
                        .doesNotContain("");
            }
        }
        assertThat(ids).isNotEmpty();
    }
}
