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
    public void running(ChangeConsumer consumer) {
        observers.forEach(observer -> observer.running(consumer));
    }

    @Override
    public AutoCloseable connected(KafkaConsumer<?, ?> client) {
        List<AutoCloseable> connections = new ArrayList<>();
        observers.forEach(observer -> connections.add(observer.connected(client)));
        return () -> {
            for (AutoCloseable connection : connections) {
                connection.close();
            }
        };
    }

    @Override
    public void handled(ConsumedRecord received) {
        for (ConsumerListener observer : observers) {
            observer.handled(received);
        }
    }

    @Override
    public void handlerFailed() {
        observers.forEach(ConsumerListener::handlerFailed);
    }

    @Override
    public void deadLetter(String cause) {
        observers.forEach(observer -> observer.deadLetter(cause));
    }

    @Override
    public void redelivery() {
        observers.forEach(ConsumerListener::redelivery);
    }

    @Override
    public void filteredOut() {
        observers.forEach(ConsumerListener::filteredOut);
    }
}
