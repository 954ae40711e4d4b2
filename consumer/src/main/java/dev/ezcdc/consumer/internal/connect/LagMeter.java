package dev.ezcdc.consumer.internal.connect;

import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Metric;
import org.jspecify.annotations.Nullable;

/** How far a Kafka consumer is behind, by its own metrics, which may be read while it polls. Thread-safe. */
public final class LagMeter {

    private volatile @Nullable KafkaConsumer<?, ?> consumer;

    public void of(@Nullable KafkaConsumer<?, ?> newConsumer) {
        consumer = newConsumer;
    }

    public OptionalLong records() {
        KafkaConsumer<?, ?> asked = consumer;
        if (asked == null) {
            return OptionalLong.empty();
        }
        return asked.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("records-lag"))
                .mapToLong(LagMeter::value)
                .filter(records -> records >= 0)
                .reduce(Long::sum);
    }

    /** Of a partition; negative while it is not known. */
    private static long value(Metric metric) {
        return metric.metricValue() instanceof Double records && !records.isNaN() ? records.longValue() : -1;
    }
}
