package dev.ezcdc.consumer.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.consumer.Health;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.consumer.format.Samples;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MetricsEndpointTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicReference<Health> health =
            new AtomicReference<>(new Health(Health.State.WAITING, Instant.EPOCH, "waiting for Kafka"));

    private static HttpResponse<String> get(MetricsEndpoint endpoint, String path) throws Exception {
        return get(URI.create("http://127.0.0.1:" + endpoint.port() + path));
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesHopHistogramsAndCountsEveryKind() throws Exception {
        ConsumerMetrics metrics = new ConsumerMetrics(registry);
        metrics.onHandled(Samples.received(Samples.create(Samples.ALEX)));
        metrics.onDeadLettered(DeadLetter.Cause.HANDLER);
        try (MetricsEndpoint endpoint = MetricsEndpoint.open(0, registry, health::get)) {
            String text = get(endpoint, "/metrics").body();
            assertThat(text)
                    .contains("ezcdc_consumer_latency_seconds_bucket{hop=\"commit_to_debezium\",le=\"0.001\"}")
                    .contains("ezcdc_consumer_latency_seconds_count{hop=\"commit_to_handled\"} 1")
                    .contains("ezcdc_consumer_records_total{kind=\"create\"} 1.0")
                    .contains("ezcdc_consumer_dead_letters_total{cause=\"handler\"} 1.0")
                    .doesNotContain("alex");
            assertThat(get(endpoint, "/other").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void reportsUnhealthyWithReasonWhileWaiting() throws Exception {
        try (MetricsEndpoint endpoint = MetricsEndpoint.open(0, registry, health::get)) {
            HttpResponse<String> waiting = get(endpoint, "/health");
            assertThat(waiting.statusCode()).isEqualTo(503);
            assertThat(waiting.body()).contains("\"status\":\"down\"", "waiting for Kafka");
            health.set(new Health(Health.State.RUNNING, Instant.EPOCH, null));
            assertThat(get(endpoint, "/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void otherAddressesReachTheServerOnlyIfOneIsGiven() throws Exception {
        String other = "http://127.0.0.2:";
        try (MetricsEndpoint everywhere =
                        MetricsEndpoint.open(InetAddress.getByName("0.0.0.0"), 0, registry, health::get);
                MetricsEndpoint loopback = MetricsEndpoint.open(0, registry, health::get)) {
            assertThat(get(URI.create(other + everywhere.port() + "/metrics")).statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(() -> get(URI.create(other + loopback.port() + "/metrics")))
                    .isInstanceOf(ConnectException.class);
        }
    }
}
