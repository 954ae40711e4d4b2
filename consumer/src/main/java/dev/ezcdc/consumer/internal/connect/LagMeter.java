package dev.ezcdc.consumer.internal.connect;

import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.jspecify.annotations.Nullable;

/** Reads the lag of a Kafka consumer from its metrics, which are available while it polls. Thread-safe. */
public final class LagMeter {

    private volatile @Nullable Consumer<?, ?> client;

    /** Reads from this client from now on; null detaches the meter. */
    public void attach(@Nullable Consumer<?, ?> newClient) {
        client = newClient;
    }

    /** Returns the sum over the partitions, or empty if it is not known. */
    public OptionalLong lag() {
        Consumer<?, ?> attached = client;
        if (attached == null) {
            return OptionalLong.empty();
        }
        return attached.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("records-lag"))
                .mapToLong(LagMeter::partitionLag)
                .filter(records -> records >= 0)
                .reduce(Long::sum);
    }

    /** Returns a negative number while the lag is not known. */
    private static long partitionLag(Metric metric) {
        return metric.metricValue() instanceof Double records && !records.isNaN() ? records.longValue() : -1;
    }
}
