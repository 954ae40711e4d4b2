package dev.ezcdc.e2e.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestStacks;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A real Prometheus with the project's configuration and alert rules. Only the targets and the times differ: a minute of
 * the rules is a second here. Thresholds stay.
 */
final class PrometheusServer implements AutoCloseable {

    private static final Path MONITORING = TestStacks.projectRoot().resolve("infra/monitoring");
    private static final Pattern DURATION = Pattern.compile("(for: |\\[|offset )(\\d+)[mh]");
    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Cli.RunningCommand process;

    private PrometheusServer(int port, Cli.RunningCommand process) {
        this.port = port;
        this.process = process;
    }

    static boolean isInstalled() {
        return Cli.run(List.of("bash", "-c", "command -v prometheus && command -v promtool"))
                        .exitCode()
                == 0;
    }

    /** Returns the names of the alerts in the project's rules. */
    static Set<String> alertNames() throws IOException {
        Set<String> names = new TreeSet<>();
        ALERT.matcher(Files.readString(MONITORING.resolve("alerts.yml")))
                .results()
                .forEach(alert -> names.add(alert.group(1)));
        return names;
    }

    /**
     * Starts a server and waits until it is ready.
     *
     * @param targets the port in the project's configuration → the port to scrape
     */
    static PrometheusServer start(Path directory, int port, Map<Integer, Integer> targets) throws IOException {
        String config = Files.readString(MONITORING.resolve("prometheus.yml")).replace("interval: 15s", "interval: 2s");
        for (Map.Entry<Integer, Integer> target : targets.entrySet()) {
            config = config.replace("127.0.0.1:" + target.getKey(), "127.0.0.1:" + target.getValue());
        }
        Files.writeString(directory.resolve("prometheus.yml"), config);
        String rules = Files.readString(MONITORING.resolve("alerts.yml"));
        Files.writeString(
                directory.resolve("alerts.yml"), DURATION.matcher(rules).replaceAll("$1$2s"));
        PrometheusServer server = new PrometheusServer(
                port,
                Cli.start(
                        List.of(
                                "prometheus",
                                "--config.file=" + directory.resolve("prometheus.yml"),
                                "--storage.tsdb.path=" + directory.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port),
                        directory,
                        Map.of()));
        Awaitility.await("Prometheus is ready").ignoreExceptions().until(() -> !server.get("/-/ready")
                .isBlank());
        return server;
    }

    /** Returns the results of a query in PromQL. */
    JsonNode query(String expression) throws IOException, InterruptedException {
        String answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        return json.readTree(answer).at("/data/result");
    }

    /** Returns the names of the alerts that fire now. */
    Set<String> firing() throws IOException, InterruptedException {
        Set<String> names = new TreeSet<>();
        for (JsonNode alert : json.readTree(get("/api/v1/alerts")).at("/data/alerts")) {
            if (alert.get("state").asText().equals("firing")) {
                names.add(alert.at("/labels/alertname").asText());
            }
        }
        return names;
    }

    /** Returns the alerts with all their values, for messages. */
    String describeAlerts() throws IOException, InterruptedException {
        return get("/api/v1/alerts");
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(path + ": HTTP " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    @Override
    public void close() {
        process.close();
    }
}
