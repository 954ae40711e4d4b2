package dev.ezcdc.consumer.internal.connect;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerListener;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Several observers as one; each hears everything, in their order. As thread-safe as they are. */
public final class CompositeListener implements ConsumerListener {

    private final List<ConsumerListener> observers;

    private CompositeListener(List<ConsumerListener> observers) {
        this.observers = observers;
    }

    public static ConsumerListener of(List<ConsumerListener> observers) {
        return observers.size() == 1 ? observers.get(0) : new CompositeListener(observers);
    }

    @Override
    public void onStart(ChangeConsumer consumer) {
        observers.forEach(observer -> observer.onStart(consumer));
    }

    @Override
    public AutoCloseable onConnected(KafkaConsumer<?, ?> client) {
        List<AutoCloseable> connections = new ArrayList<>();
        observers.forEach(observer -> connections.add(observer.onConnected(client)));
        return () -> {
            for (AutoCloseable connection : connections) {
                connection.close();
            }
        };
    }

    @Override
    public void onHandled(ConsumedRecord received) {
        for (ConsumerListener observer : observers) {
            observer.onHandled(received);
        }
    }

    @Override
    public void onHandlerFailed() {
        observers.forEach(ConsumerListener::onHandlerFailed);
    }

    @Override
    public void onDeadLettered(String cause) {
        observers.forEach(observer -> observer.onDeadLettered(cause));
    }

    @Override
    public void onRedeliverySkipped() {
        observers.forEach(ConsumerListener::onRedeliverySkipped);
    }

    @Override
    public void onFiltered() {
        observers.forEach(ConsumerListener::onFiltered);
    }
}
