package dev.ezcdc.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.pipeline.DataChangeEvent;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WakingQueueTest {
    private final DataChangeEvent event =
            new DataChangeEvent(new SourceRecord(Map.of(), Map.of(), "topic", null, null, null, null));
    private final WakingQueue queue = new WakingQueue();

    @BeforeEach
    void configure() {
        queue.configure(Map.of());
    }

    @Test
    void waitEndsWithoutEvent() throws InterruptedException {
        assertThat(queue.awaitEvent(1)).isFalse();
    }

    @Test
    void eventEndsWait() throws Exception {
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return queue.awaitEvent(TimeUnit.MINUTES.toMillis(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        queue.enqueue(event);
        assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(queue.poll()).isSameAs(event);
    }
}
