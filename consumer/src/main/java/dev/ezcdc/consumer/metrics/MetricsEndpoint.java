package dev.ezcdc.consumer.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ezcdc.consumer.Health;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.StringWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * An HTTP server for {@code /metrics} (Prometheus) and {@code /health}, by default on the loopback address only. The
 * status of {@code /health} is 200 while the consumer is {@link Health.State#RUNNING} and 503 otherwise. Thread-safe.
 */
public final class MetricsEndpoint implements AutoCloseable {

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService executor;

    private MetricsEndpoint(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * Starts the server on the loopback address.
     *
     * @param port the port; 0 picks a free one, which {@link #port()} returns
     * @param registry the metrics to serve; the caller closes it
     * @param health supplies the consumer's health, once per request
     * @throws BindException if the port cannot be bound; the message contains it
     * @throws IOException if the server cannot start for another reason
     */
    public static MetricsEndpoint open(int port, PrometheusMeterRegistry registry, Supplier<Health> health)
            throws IOException {
        return open(InetAddress.getLoopbackAddress(), port, registry, health);
    }

    /**
     * Starts the server on an address that other hosts can reach, such as that of a container. Its clients
     * can read the names of topics and groups, but no row.
     *
     * @param address the local address; the wildcard address means every address of this host
     * @param port the port; 0 picks a free one, which {@link #port()} returns
     * @param registry the metrics to serve; the caller closes it
     * @param health supplies the consumer's health, once per request
     * @throws BindException if the address or port cannot be bound; the message contains the port
     * @throws IOException if the server cannot start for another reason
     */
    public static MetricsEndpoint open(
            InetAddress address, int port, PrometheusMeterRegistry registry, Supplier<Health> health)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(address, port), 16);
        } catch (BindException portInUse) {
            BindException failure =
                    new BindException("cannot bind port " + port + " for metrics: " + portInUse.getMessage());
            failure.initCause(portInUse);
            throw failure;
        }
        server.createContext("/metrics", exchange -> {
            if (isGet(exchange, "/metrics")) {
                respond(exchange, 200, PROMETHEUS_TEXT, registry.scrape());
            } else {
                reject(exchange);
            }
        });
        server.createContext("/health", exchange -> {
            if (isGet(exchange, "/health")) {
                Health now = health.get();
                respond(exchange, now.isUp() ? 200 : 503, "application/json", toJson(now));
            } else {
                reject(exchange);
            }
        });
        ExecutorService executor = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "ezcdc-metrics");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(executor);
        server.start();
        return new MetricsEndpoint(server, executor);
    }

    /** Returns whether the request is a GET of exactly this path; a context also receives its sub-paths. */
    private static boolean isGet(HttpExchange exchange, String path) {
        return isGet(exchange) && exchange.getRequestURI().getPath().equals(path);
    }

    private static boolean isGet(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("GET");
    }

    private static void reject(HttpExchange exchange) throws IOException {
        if (isGet(exchange)) {
            respond(exchange, 404, "text/plain", "not found\n");
        } else {
            respond(exchange, 405, "text/plain", "only GET is allowed\n");
        }
    }

    private static String toJson(Health health) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("status", health.isUp() ? "up" : "down");
            json.writeStringField("state", health.state().name().toLowerCase(Locale.ROOT));
            json.writeStringField("since", health.since().toString());
            json.writeStringField("detail", health.detail());
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void respond(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Returns the port that the server listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Stops the server. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
