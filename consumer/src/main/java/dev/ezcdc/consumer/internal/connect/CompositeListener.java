package dev.ezcdc.consumer.internal.connect;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerNotice;
import dev.ezcdc.consumer.ConsumerStatus;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards every callback to several listeners, in their order, and notices also to a handler. A listener that throws does
 * not influence the consumer or the other listeners: the first failure of each is logged. Only a failure of the JVM, such as
 * an {@link OutOfMemoryError}, is thrown. Thread-safe if the listeners are.
 */
public final class CompositeListener implements ConsumerListener {

    private static final Logger LOGGER = LoggerFactory.getLogger(CompositeListener.class);

    private final List<ConsumerListener> listeners;
    private final Consumer<ConsumerNotice> notices;
    private final Set<Object> reported = ConcurrentHashMap.newKeySet();

    /** @param notices called after the listeners */
    public CompositeListener(List<ConsumerListener> listeners, Consumer<ConsumerNotice> notices) {
        this.listeners = List.copyOf(listeners);
        this.notices = notices;
    }

    private void forEach(Consumer<ConsumerListener> callback) {
        for (ConsumerListener listener : listeners) {
            call(listener, () -> callback.accept(listener));
        }
    }

    /** A callback that may throw checked exceptions. */
    private interface Callback {
        void run() throws Exception;
    }

    private void call(Object receiver, Callback callback) {
        try {
            callback.run();
        } catch (Exception | Error failure) {
            Failures.throwIfFatal(failure);
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (reported.add(receiver)) {
                // Without the message, which may contain row values.
                LOGGER.warn(
                        "{} failed with {}; later failures of it are not logged",
                        receiver.getClass().getName(),
                        failure.getClass().getName());
            }
        }
    }

    @Override
    public void onStart(ConsumerStatus status) {
        forEach(listener -> listener.onStart(status));
    }

    @Override
    public AutoCloseable onConnected(Supplier<Map<MetricName, ? extends Metric>> clientMetrics) {
        List<AutoCloseable> connections = new ArrayList<>();
        forEach(listener -> connections.add(Objects.requireNonNull(listener.onConnected(clientMetrics))));
        return () -> connections.forEach(connection -> call(connection, connection::close));
    }

    @Override
    public void onHandled(ConsumedRecord received) {
        forEach(listener -> listener.onHandled(received));
    }

    @Override
    public void onHandlerFailed() {
        forEach(ConsumerListener::onHandlerFailed);
    }

    @Override
    public void onDeadLettered(DeadLetter.Cause cause) {
        forEach(listener -> listener.onDeadLettered(cause));
    }

    @Override
    public void onRedeliverySkipped() {
        forEach(ConsumerListener::onRedeliverySkipped);
    }

    @Override
    public void onFiltered() {
        forEach(ConsumerListener::onFiltered);
    }

    @Override
    public void onRecordsLost(TopicPartition partition, long fromOffset, long toOffset) {
        forEach(listener -> listener.onRecordsLost(partition, fromOffset, toOffset));
    }

    @Override
    public void onNotice(ConsumerNotice notice) {
        forEach(listener -> listener.onNotice(notice));
        call(notices, () -> notices.accept(notice));
    }
}
