package dev.ezcdc.infra.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Poll;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Kafka Connect's REST interface, as far as it is needed here. Safe for use by several threads; holds nothing to close.
 *
 * <p>Every call may throw {@link ConnectUnavailableException}, after which another try may succeed, and
 * {@link StackException} for what will not.
 */
public final class ConnectClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration RETRY = Duration.ofMillis(25);

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** @param url such as {@code http://127.0.0.1:8083} */
    public ConnectClient(URI url) {
        String text = url.toString();
        this.base = URI.create(text.endsWith("/") ? text : text + "/");
    }

    /** Where it is, without a slash at the end. */
    public URI url() {
        String text = base.toString();
        return URI.create(text.substring(0, text.length() - 1));
    }

    /** The names of the connectors. */
    public List<String> connectors() {
        return convert(require(send("GET", "connectors", null)), new TypeReference<>() {});
    }

    /** The classes of the connectors that the worker can run. */
    public List<String> connectorClasses() {
        return require(send("GET", "connector-plugins", null)).findValuesAsText("class");
    }

    /** A connector's configuration as it was put, or empty when there is no such connector. */
    public Optional<Map<String, String>> config(String name) {
        Answer answer = send("GET", path(name, "/config"), null);
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(convert(require(answer), new TypeReference<Map<String, String>>() {}));
    }

    /** Creates or changes a connector; tries again until {@code deadline} has passed while the worker starts or rebalances. */
    public void putConfig(String name, Map<String, String> config, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            try {
                require(send("PUT", path(name, "/config"), write(config)));
                return;
            } catch (ConnectUnavailableException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                Poll.pause(RETRY);
            }
        }
    }

    /** What a connector and its tasks are doing, or empty when there is no such connector, or no word of it yet. */
    public Optional<ConnectorStatus> status(String name) {
        Answer answer = send("GET", path(name, "/status"), null);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        JsonNode body = require(answer);
        List<ConnectorStatus.Task> tasks = new ArrayList<>();
        for (JsonNode task : body.path("tasks")) {
            tasks.add(new ConnectorStatus.Task(
                    task.path("id").asInt(), task.path("state").asText(), text(task, "trace")));
        }
        JsonNode connector = body.path("connector");
        return Optional.of(
                new ConnectorStatus(name, connector.path("state").asText(), text(connector, "trace"), tasks));
    }

    /** Restarts the connector and those of its tasks that FAILED; what runs is left alone. */
    public void restartFailed(String name) {
        require(send("POST", path(name, "/restart?includeTasks=true&onlyFailed=true"), ""));
    }

    /** Restarts the connector and all its tasks, whatever they are doing. */
    public void restart(String name) {
        require(send("POST", path(name, "/restart?includeTasks=true&onlyFailed=false"), ""));
    }

    /** Lets a connector pause: its tasks go on being there and hand nothing on. It ends some time after this returns. */
    public void pause(String name) {
        require(send("PUT", path(name, "/pause"), ""));
    }

    /** Lets a connector stop: its tasks end. That is over some time after this returns. */
    public void stop(String name) {
        require(send("PUT", path(name, "/stop"), ""));
    }

    /** Lets one that was paused or stopped go on. */
    public void resume(String name) {
        require(send("PUT", path(name, "/resume"), ""));
    }

    /** Forgets how far a connector has come; it must be stopped, or the worker refuses for now. */
    public void deleteOffsets(String name) {
        require(send("DELETE", path(name, "/offsets"), null));
    }

    /** Deletes a connector; one that is not there is no error. Its slot and publication stay in PostgreSQL. */
    public void delete(String name) {
        Answer answer = send("DELETE", path(name, ""), null);
        if (answer.status() != 404) {
            require(answer);
        }
    }

    private record Answer(int status, String body) {}

    private Answer send(String method, String path, @Nullable String body) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() == 404 && !response.body().contains("\"error_code\"")) {
                // The port opens before the worker's resources are there; only the worker itself knows what is not
                // found.
                throw new ConnectUnavailableException("Kafka Connect at " + base + " is still starting");
            }
            return new Answer(response.statusCode(), response.body());
        } catch (ConnectException e) {
            throw new ConnectUnavailableException("Kafka Connect at " + base + " cannot be reached: is it running?", e);
        } catch (IOException e) {
            throw new ConnectUnavailableException(
                    "Kafka Connect at " + base + " does not answer: " + Poll.reason(e), e);
        } catch (InterruptedException e) {
            throw Poll.interrupted(e);
        }
    }

    private JsonNode require(Answer answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            if (answer.body().isBlank()) {
                return JSON.missingNode();
            }
            try {
                return JSON.readTree(answer.body().isBlank() ? "{}" : answer.body());
            } catch (JsonProcessingException e) {
                throw new StackException("what answers at " + base + " is not Kafka Connect: no JSON", e);
            }
        }
        String message = message(answer.body());
        // 409: a rebalance. 404: not there yet. 5xx: starting, or a request that the worker gave up on.
        if (status == 409 || status == 404 || status >= 500) {
            throw new ConnectUnavailableException(
                    "Kafka Connect at " + base + " is not ready (HTTP " + status + "): " + message);
        }
        throw new StackException("Kafka Connect at " + base + " refused (HTTP " + status + "): " + message);
    }

    private static String message(String body) {
        try {
            String message = text(JSON.readTree(body), "message");
            return message == null ? body.strip() : message.strip();
        } catch (JsonProcessingException e) {
            return body.isBlank() ? "no reason given" : body.strip();
        }
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value.asText();
    }

    private static <T> T convert(JsonNode node, TypeReference<T> type) {
        return JSON.convertValue(node, type);
    }

    private static String write(Map<String, String> config) {
        try {
            return JSON.writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a map of strings is always JSON", e);
        }
    }

    private static String path(String name, String rest) {
        return "connectors/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20") + rest;
    }
}
