package dev.ezcdc.infra.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ezcdc.infra.ClientSecurity;
import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.Poll;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A client of Kafka Connect's REST API. Thread-safe; it has no resources to close.
 *
 * <p>Every call can throw {@link ConnectUnavailableException}, after which a retry may succeed, and
 * {@link StackException} for a permanent failure.
 */
public final class ConnectClient {
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(25);

    private final URI base;
    private final ConnectAccess access;
    private final HttpClient http;
    private final ConnectWorkers workers;

    /** @param url such as {@code http://127.0.0.1:8083} */
    public ConnectClient(URI url) {
        this(url, ClientSecurity.NONE);
    }

    public ConnectClient(URI url, ClientSecurity security) {
        this(List.of(url), security);
    }

    private ConnectClient(List<URI> urls, ClientSecurity security) {
        this.base = ConnectWorkers.withSlash(urls.get(0));
        this.access = new ConnectAccess(base, security);
        this.http = access.openClient();
        this.workers =
                new ConnectWorkers(urls.stream().map(ConnectWorkers::withSlash).toList(), access, http);
    }

    /** Returns a client of a stack's workers, which sends each request to one that answers. */
    public static ConnectClient of(Endpoints endpoints) {
        return new ConnectClient(endpoints.connectUrls(), endpoints.security());
    }

    /** Returns the first worker's URL without a trailing slash. */
    public URI url() {
        return URI.create(base.toString().replaceFirst("/$", ""));
    }

    /** Returns the names of the registered connectors. */
    public List<String> listConnectors() {
        return ConnectJson.convert(requireSuccess(send("GET", "connectors", null)), new TypeReference<>() {});
    }

    /** Returns the configurations of all registered connectors by name, with one request. */
    public Map<String, Map<String, String>> listConfigs(Duration timeout) {
        Map<String, Map<String, String>> configs = new TreeMap<>();
        requireSuccess(send("GET", "connectors?expand=info", null, timeout))
                .fields()
                .forEachRemaining(connector -> configs.put(
                        connector.getKey(),
                        ConnectJson.convert(
                                connector.getValue().path("info").path("config"), new TypeReference<>() {})));
        return configs;
    }

    /** Returns the class names of the connectors and other plug-ins that the worker has. */
    public List<String> listConnectorClasses() {
        return requireSuccess(send("GET", "connector-plugins", null)).findValuesAsText("class");
    }

    /** Returns a connector's registered configuration, or empty if the connector does not exist. */
    public Optional<Map<String, String>> findConfig(String name) {
        return findConfig(name, REQUEST_TIMEOUT);
    }

    /** Returns what {@link #findConfig(String)} does, or fails after a timeout: without Kafka the worker does not answer. */
    Optional<Map<String, String>> findConfig(String name, Duration timeout) {
        Response response = send("GET", connectorPath(name, "/config"), null, timeout);
        return response.status() == 404
                ? Optional.empty()
                : Optional.of(
                        ConnectJson.convert(requireSuccess(response), new TypeReference<Map<String, String>>() {}));
    }

    /** Creates or updates a connector. Retries until {@code timeout} while the worker is starting or rebalancing. */
    public void putConfig(String name, Map<String, String> config, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                requireSuccess(send("PUT", connectorPath(name, "/config"), ConnectJson.toJson(config)));
                return;
            } catch (ConnectUnavailableException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                Poll.sleep(RETRY_INTERVAL);
            }
        }
    }

    /** Returns the state of a connector and its tasks, or empty if the connector does not exist or has not reported yet. */
    public Optional<ConnectorStatus> findStatus(String name) {
        Response response = send("GET", connectorPath(name, "/status"), null);
        if (response.status() == 404) {
            return Optional.empty();
        }
        JsonNode body = requireSuccess(response);
        List<ConnectorStatus.Task> tasks = new ArrayList<>();
        for (JsonNode task : body.path("tasks")) {
            tasks.add(new ConnectorStatus.Task(
                    task.path("id").asInt(),
                    task.path("state").asText(),
                    task.path("worker_id").asText(),
                    ConnectJson.textOrNull(task, "trace")));
        }
        JsonNode connector = body.path("connector");
        return Optional.of(new ConnectorStatus(
                name, connector.path("state").asText(), ConnectJson.textOrNull(connector, "trace"), tasks));
    }

    /** Returns the topics to which a connector has written, as far as Kafka Connect remembers. */
    public List<String> listTopics(String name) {
        JsonNode topics = requireSuccess(send("GET", connectorPath(name, "/topics"), null))
                .path(name)
                .path("topics");
        return topics.isMissingNode() ? List.of() : ConnectJson.convert(topics, new TypeReference<>() {});
    }

    /**
     * Returns the metrics of a connector's task, or empty if it does not run or the worker has no
     * {@code ConnectorMetricsExtension} of {@code infra/plugins}.
     */
    Optional<JsonNode> findMetrics(String topicPrefix) {
        String path = "connector-metrics/" + encode(topicPrefix);
        // Only the worker with the task has them.
        for (URI worker : workers.urls()) {
            try {
                Response response = sendTo(worker, "GET", path, null, REQUEST_TIMEOUT);
                if (response.status() != 404) {
                    return Optional.of(requireSuccess(response));
                }
            } catch (ConnectUnavailableException e) {
                if (workers.urls().size() == 1) {
                    throw e;
                }
            }
        }
        return Optional.empty();
    }

    /** Restarts the connector and its tasks, but only those that have FAILED. */
    public void restartFailed(String name) {
        requireSuccess(send("POST", connectorPath(name, "/restart?includeTasks=true&onlyFailed=true"), ""));
    }

    /** Restarts the connector and all its tasks. */
    public void restart(String name) {
        requireSuccess(send("POST", connectorPath(name, "/restart?includeTasks=true&onlyFailed=false"), ""));
    }

    /** Pauses a connector: its tasks keep running but deliver nothing. Takes effect some time after this returns. */
    public void pause(String name) {
        requireSuccess(send("PUT", connectorPath(name, "/pause"), ""));
    }

    /** Stops a connector and its tasks. Takes effect some time after this returns. */
    public void stop(String name) {
        requireSuccess(send("PUT", connectorPath(name, "/stop"), ""));
    }

    /** Resumes a paused or stopped connector. */
    public void resume(String name) {
        requireSuccess(send("PUT", connectorPath(name, "/resume"), ""));
    }

    /** Deletes a connector's stored offsets. The worker refuses until the connector is stopped. */
    public void deleteOffsets(String name) {
        requireSuccess(send("DELETE", connectorPath(name, "/offsets"), null));
    }

    /** Deletes a connector if it exists. Its slot and publication stay in PostgreSQL. */
    public void delete(String name) {
        Response response = send("DELETE", connectorPath(name, ""), null);
        if (response.status() != 404) {
            requireSuccess(response);
        }
    }

    /**
     * Sends a request of another class of this package.
     *
     * @param body the object to send; null for none
     * @return the response; a missing node if it is empty
     */
    JsonNode exchange(String method, String path, @Nullable Map<String, String> body) {
        return requireSuccess(send(method, path, body == null ? null : ConnectJson.toJson(body)));
    }

    private record Response(int status, String body) {}

    private Response send(String method, String path, @Nullable String body) {
        return send(method, path, body, REQUEST_TIMEOUT);
    }

    private Response send(String method, String path, @Nullable String body, Duration timeout) {
        try {
            return sendTo(workers.choose(), method, path, body, timeout);
        } catch (InterruptedException e) {
            throw Exceptions.forInterrupt(e);
        }
    }

    private Response sendTo(URI worker, String method, String path, @Nullable String body, Duration timeout) {
        HttpRequest request = access.authorize(HttpRequest.newBuilder(worker.resolve(path)))
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() == 401) {
                throw access.explainRejectedLogin();
            }
            if (response.statusCode() == 404 && !response.body().contains("\"error_code\"")) {
                // The port opens before the worker's REST resources exist. Only the worker's own 404 has an error code.
                throw new ConnectUnavailableException("Kafka Connect at " + worker + " is still starting");
            }
            return new Response(response.statusCode(), response.body());
        } catch (SSLException e) {
            throw access.explain(e);
        } catch (ConnectException e) {
            throw new ConnectUnavailableException(
                    "Kafka Connect at " + worker + " is unreachable. Check that it is running", e);
        } catch (IOException e) {
            throw new ConnectUnavailableException(
                    "Kafka Connect at " + worker + " does not respond: " + Exceptions.message(e)
                            + access.explainSilence(),
                    e);
        } catch (InterruptedException e) {
            throw Exceptions.forInterrupt(e);
        }
    }

    private JsonNode requireSuccess(Response response) {
        int status = response.status();
        if (status >= 200 && status < 300) {
            if (response.body().isBlank()) {
                return ConnectJson.JSON.missingNode();
            }
            try {
                return ConnectJson.JSON.readTree(response.body());
            } catch (JsonProcessingException e) {
                throw new StackException(
                        "the server at " + base + " is not Kafka Connect: its response is not JSON", e);
            }
        }
        String message = ConnectJson.errorMessage(response.body());
        // 409: rebalancing. 404: not created yet. 5xx: starting, or the request timed out in the worker.
        if (status == 409 || status == 404 || status >= 500) {
            throw new ConnectUnavailableException(
                    "Kafka Connect at " + base + " is not ready (HTTP " + status + "): " + message);
        }
        throw new StackException(
                "Kafka Connect at " + base + " rejected the request (HTTP " + status + "): " + message);
    }

    static String connectorPath(String name, String rest) {
        return "connectors/" + encode(name) + rest;
    }

    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
