package dev.ezcdc.consumer.metrics;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Creates Kafka consumers that have metrics and nothing else. Micrometer binds the metrics of a Kafka client, but its class
 * that accepts a supplier of them is package-private.
 */
final class MetricsOnlyConsumer {

    private MetricsOnlyConsumer() {}

    /** Returns a consumer whose {@code metrics()} are the supplied ones. Its other methods throw. Thread-safe. */
    static Consumer<?, ?> of(Supplier<Map<MetricName, ? extends Metric>> metrics) {
        return (Consumer<?, ?>) Proxy.newProxyInstance(
                MetricsOnlyConsumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, args) -> {
                    if (method.getName().equals("metrics")) {
                        return metrics.get();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
