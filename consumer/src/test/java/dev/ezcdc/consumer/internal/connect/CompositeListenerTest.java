package dev.ezcdc.consumer.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerNotice;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class CompositeListenerTest {

    private final List<String> events = new ArrayList<>();

    private ConsumerListener listener(String name) {
        return new ConsumerListener() {
            @Override
            public void onRedeliverySkipped() {
                events.add(name + " redelivery");
            }

            @Override
            public void onDeadLettered(DeadLetter.Cause cause) {
                events.add(name + " " + cause);
            }

            @Override
            public void onNotice(ConsumerNotice notice) {
                events.add(name + " " + notice.message());
            }
        };
    }

    private static ConsumerListener throwing(Error error) {
        return new ConsumerListener() {
            @Override
            public void onFiltered() {
                throw error;
            }

            @Override
            public AutoCloseable onConnected(Supplier<Map<MetricName, ? extends Metric>> clientMetrics) {
                return () -> {
                    throw error;
                };
            }
        };
    }

    @Test
    void errorOfAListenerDisturbsNeitherCallerNorOthers() throws Exception {
        ConsumerListener other = new ConsumerListener() {
            @Override
            public void onFiltered() {
                events.add("filtered");
            }

            @Override
            public AutoCloseable onConnected(Supplier<Map<MetricName, ? extends Metric>> clientMetrics) {
                return () -> events.add("closed");
            }
        };
        CompositeListener listeners = new CompositeListener(
                List.of(
                        throwing(new AssertionError("made up")),
                        throwing(new NoClassDefFoundError("made up")),
                        throwing(new StackOverflowError()),
                        other),
                notice -> {});
        listeners.onFiltered();
        listeners.onConnected(Map::of).close();
        assertThat(events).containsExactly("filtered", "closed");
    }

    @Test
    void failureOfTheJvmIsThrown() {
        CompositeListener listeners =
                new CompositeListener(List.of(throwing(new OutOfMemoryError("made up"))), notice -> {});
        assertThatThrownBy(listeners::onFiltered)
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("made up");
    }

    @Test
    void throwingListenerDisturbsNeitherCallerNorOthers() {
        ConsumerListener throwing = new ConsumerListener() {
            @Override
            public void onFiltered() {
                throw new IllegalStateException("made up");
            }
        };
        ConsumerListener other = new ConsumerListener() {
            @Override
            public void onFiltered() {
                events.add("filtered");
            }
        };
        CompositeListener listeners = new CompositeListener(List.of(throwing, other), notice -> {
            throw new IllegalStateException("made up");
        });

        listeners.onFiltered();
        listeners.onNotice(new ConsumerNotice(ConsumerNotice.Kind.READY, "message"));

        assertThat(events).containsExactly("filtered");
    }

    @Test
    void forwardsEverythingToAllListenersInOrder() {
        ConsumerListener both =
                new CompositeListener(List.of(listener("a"), listener("b")), notice -> events.add(notice.message()));
        both.onRedeliverySkipped();
        both.onFiltered();
        both.onDeadLettered(DeadLetter.Cause.HANDLER);
        both.onNotice(new ConsumerNotice(ConsumerNotice.Kind.READY, "ready"));
        assertThat(events)
                .containsExactly(
                        "a redelivery", "b redelivery", "a HANDLER", "b HANDLER", "a ready", "b ready", "ready");
    }

    @Test
    void acceptsNoListeners() {
        new CompositeListener(List.of(), notice -> {}).onRedeliverySkipped();
        assertThat(events).isEmpty();
    }
}
