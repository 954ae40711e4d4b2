package dev.ezcdc.consumer.internal.connect;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerNotice;
import dev.ezcdc.consumer.ConsumerStatus;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;

/** Forwards every callback to several listeners, in their order, and notices also to a handler. Thread-safe if they are. */
public final class CompositeListener implements ConsumerListener {

    private final List<ConsumerListener> listeners;
    private final Consumer<ConsumerNotice> notices;

    /** @param notices called after the listeners */
    public CompositeListener(List<ConsumerListener> listeners, Consumer<ConsumerNotice> notices) {
        this.listeners = List.copyOf(listeners);
        this.notices = notices;
    }

    @Override
    public void onStart(ConsumerStatus status) {
        listeners.forEach(listener -> listener.onStart(status));
    }

    @Override
    public AutoCloseable onConnected(Supplier<Map<MetricName, ? extends Metric>> clientMetrics) {
        List<AutoCloseable> connections = new ArrayList<>();
        listeners.forEach(listener -> connections.add(listener.onConnected(clientMetrics)));
        return () -> {
            for (AutoCloseable connection : connections) {
                connection.close();
            }
        };
    }

    @Override
    public void onHandled(ConsumedRecord received) {
        for (ConsumerListener listener : listeners) {
            listener.onHandled(received);
        }
    }

    @Override
    public void onHandlerFailed() {
        listeners.forEach(ConsumerListener::onHandlerFailed);
    }

    @Override
    public void onDeadLettered(DeadLetter.Cause cause) {
        listeners.forEach(listener -> listener.onDeadLettered(cause));
    }

    @Override
    public void onRedeliverySkipped() {
        listeners.forEach(ConsumerListener::onRedeliverySkipped);
    }

    @Override
    public void onFiltered() {
        listeners.forEach(ConsumerListener::onFiltered);
    }

    @Override
    public void onRecordsLost(TopicPartition partition, long fromOffset, long toOffset) {
        listeners.forEach(listener -> listener.onRecordsLost(partition, fromOffset, toOffset));
    }

    @Override
    public void onNotice(ConsumerNotice notice) {
        listeners.forEach(listener -> listener.onNotice(notice));
        notices.accept(notice);
    }
}
