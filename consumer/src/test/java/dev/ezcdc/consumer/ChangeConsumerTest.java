package dev.ezcdc.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ChangeConsumerTest {

    private final List<String> notices = new CopyOnWriteArrayList<>();

    private ChangeConsumer consumer(String bootstrapServers) {
        ConsumerSettings settings = ConsumerSettings.builder(bootstrapServers, Topics.named("t"), "g")
                .build();
        return new ChangeConsumer(settings, received -> {}, notices::add);
    }

    private void assertWaitsUntilStopped(ChangeConsumer consumer) {
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
            try {
                consumer.run();
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        });
        await().until(() -> !notices.isEmpty());
        assertThat(run).isNotDone();
        consumer.close();
        await().until(run::isDone);
        assertThat(run).isCompleted();
    }

    @Test
    void waitsSayingSoWhileNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertWaitsUntilStopped(consumer("127.0.0.1:" + port));
        assertThat(notices.get(0)).contains("waiting for Kafka at 127.0.0.1:" + port);
    }

    @Test
    void waitsSayingSoWhileTheHostHasNoAddress() {
        assertWaitsUntilStopped(consumer("no-such-host.invalid:9092"));
        assertThat(notices.get(0)).contains("no-such-host.invalid:9092");
    }

    @Test
    void stoppedBeforehandItReturnsAtOnce() throws Exception {
        ChangeConsumer consumer = consumer("localhost:29092");
        consumer.stop();
        consumer.run();
        assertThat(notices).isEmpty();
        assertThatIllegalStateException().isThrownBy(consumer::run);
    }
}
