package dev.ezcdc.consumer;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Several observers as one; each hears everything, in their order. As thread-safe as they are. */
final class Observers implements ConsumerObserver {

    private final List<ConsumerObserver> observers;

    private Observers(List<ConsumerObserver> observers) {
        this.observers = observers;
    }

    static ConsumerObserver of(List<ConsumerObserver> observers) {
        return observers.size() == 1 ? observers.get(0) : new Observers(observers);
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
    public void handled(ReceivedRecord received) {
        for (ConsumerObserver observer : observers) {
            observer.handled(received);
        }
    }

    @Override
    public void handlerFailed() {
        observers.forEach(ConsumerObserver::handlerFailed);
    }

    @Override
    public void deadLetter(String cause) {
        observers.forEach(observer -> observer.deadLetter(cause));
    }

    @Override
    public void redelivery() {
        observers.forEach(ConsumerObserver::redelivery);
    }

    @Override
    public void filteredOut() {
        observers.forEach(ConsumerObserver::filteredOut);
    }
}
