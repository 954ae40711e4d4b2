package dev.ezcdc.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.ezcdc.consumer.deadletter.DeadLetterTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class ChangeConsumerTest {

    private final List<ConsumerNotice> notices = new CopyOnWriteArrayList<>();

    private static ChangeConsumer.Builder builder(String bootstrapServers) {
        return ChangeConsumer.builder(bootstrapServers, Topics.matching(Pattern.compile("cdctest\\..*")), "g")
                .handler(received -> {});
    }

    private void assertWaitsUntilStopped(String bootstrapServers) {
        ChangeConsumer consumer =
                builder(bootstrapServers).notices(notices::add).build();
        CompletableFuture<Void> run = CompletableFuture.runAsync(consumer::run);
        await().until(() -> !notices.isEmpty());
        assertThat(run).isNotDone();
        assertThat(consumer.health().state()).isEqualTo(Health.State.WAITING);
        consumer.close();
        await().until(run::isDone);
        assertThat(run).isCompleted();
        assertThat(consumer.health().state()).isEqualTo(Health.State.STOPPED);
        assertThat(notices.get(0).kind()).isEqualTo(ConsumerNotice.Kind.WAITING);
    }

    @Test
    void waitsWhileKafkaIsNotResponding() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertWaitsUntilStopped("127.0.0.1:" + port);
        assertThat(notices.get(0).message()).contains("waiting for Kafka at 127.0.0.1:" + port);
    }

    @Test
    void waitsWhileNoHostHasAnAddress() {
        assertWaitsUntilStopped("no-such-host.invalid:9092");
        assertThat(notices.get(0).message()).contains("no-such-host.invalid:9092");
    }

    @Test
    void returnsImmediatelyIfStoppedBeforeItRuns() {
        ChangeConsumer consumer =
                builder("localhost:29092").notices(notices::add).build();
        consumer.stop();
        consumer.run();
        assertThat(notices).isEmpty();
    }

    @Test
    void runsOnlyOnce() {
        ChangeConsumer consumer = builder("localhost:29092").build();
        consumer.stop();
        consumer.run();
        assertThatIllegalStateException().isThrownBy(consumer::run);
    }

    @Test
    void failsWithConsumerExceptionIfKafkaRejectsASetting() {
        ChangeConsumer consumer = builder("localhost:29092")
                .clientProperties(Map.of("max.poll.records", "-1"))
                .build();
        assertThatExceptionOfType(ConsumerException.class)
                .isThrownBy(consumer::run)
                .withMessageContaining("max.poll.records")
                .withCauseInstanceOf(ConfigException.class);
        assertThat(consumer.health().state()).isEqualTo(Health.State.FAILED);
        assertThat(consumer.health().detail()).isEqualTo(ConfigException.class.getName());
    }

    @Test
    void givesListenersAStatusThatStaysCurrent() {
        List<ConsumerStatus> statuses = new CopyOnWriteArrayList<>();
        ChangeConsumer consumer = builder("localhost:29092")
                .listener(new ConsumerListener() {
                    @Override
                    public void onStart(ConsumerStatus status) {
                        assertThat(status.health().state()).isEqualTo(Health.State.WAITING);
                        statuses.add(status);
                    }
                })
                .build();
        consumer.stop();
        consumer.run();
        ConsumerStatus status = statuses.get(0);
        assertThat(status.health().state()).isEqualTo(Health.State.STOPPED);
        assertThat(status.lag()).isEmpty();
        assertThat(status.deadLettered()).isZero();
    }

    @Test
    void requiresAHandler() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ChangeConsumer.builder("localhost:29092", Topics.named("t"), "g")
                        .build())
                .withMessageContaining("handler");
    }

    @Test
    void rejectsReservedClientProperties() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder("localhost:29092")
                        .clientProperties(Map.of("enable.auto.commit", "true"))
                        .build())
                .withMessageContaining("enable.auto.commit");
    }

    @Test
    void rejectsDeadLetterTopicThatIsAlsoASourceTopic() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder("localhost:29092")
                        .deadLetters(DeadLetterTarget.topic("cdctest.dead-letters"))
                        .build())
                .withMessageContaining("cdctest.dead-letters");
    }

    @Test
    void namesTheOptionThatIsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder("localhost:29092").threads(0).build())
                .withMessage("threads must be between 1 and 1000: 0");
    }

    @Test
    void doesNotPrintValuesOfClientProperties() {
        ChangeConsumer consumer = builder("localhost:29092")
                .clientProperties(Map.of("ssl.key.password", "s3cret"))
                .build();
        assertThat(consumer.toString()).contains("ssl.key.password").doesNotContain("s3cret");
    }
}
