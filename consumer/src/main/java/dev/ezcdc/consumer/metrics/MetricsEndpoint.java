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
 * {@code /metrics} for Prometheus and {@code /health}, on the loopback address alone. Health is answered with 200 while the
 * consumer is {@link Health.State#RUNNING} and with 503 otherwise.
 */
public final class MetricsEndpoint implements AutoCloseable {

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService executor;

    private MetricsEndpoint(HttpServer server, ExecutorService thread) {
        this.server = server;
        this.executor = thread;
    }

    /**
     * Listens.
     *
     * @param port 0 for any free one, see {@link #port()}
     * @param registry remains the caller's to close
     * @throws BindException if the port is taken; the message names it
     */
    public static MetricsEndpoint open(int port, PrometheusMeterRegistry registry, Supplier<Health> health)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        } catch (BindException taken) {
            BindException named =
                    new BindException("the port " + port + " for metrics can't be had: " + taken.getMessage());
            named.initCause(taken);
            throw named;
        }
        server.createContext("/metrics", exchange -> {
            if (isGet(exchange, "/metrics")) {
                respond(exchange, 200, PROMETHEUS_TEXT, registry.scrape());
            }
        });
        server.createContext("/health", exchange -> {
            if (isGet(exchange, "/health")) {
                Health now = health.get();
                respond(exchange, now.isUp() ? 200 : 503, "application/json", toJson(now));
            }
        });
        ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, "ezcdc-metrics");
            made.setDaemon(true);
            return made;
        });
        server.setExecutor(thread);
        server.start();
        return new MetricsEndpoint(server, thread);
    }

    private static boolean isGet(HttpExchange exchange, String path) throws IOException {
        boolean get = exchange.getRequestMethod().equals("GET");
        if (get && exchange.getRequestURI().getPath().equals(path)) {
            return true;
        }
        respond(exchange, get ? 404 : 405, "text/plain", get ? "not found\n" : "GET alone\n");
        return false;
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

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Stops listening. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
