package dev.ezcdc.e2e.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.SharedServers;
import dev.ezcdc.e2e.support.TestBroker;
import dev.ezcdc.e2e.support.TestStacks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The consumer's program, killed with SIGKILL while it works. */
@ExtendWith(SharedServers.class)
@Tag("long")
class KilledConsumerIT {

    private static final int KILLS = 4;
    private static final int CHANGES_PER_RUN = 300;

    private final ObjectMapper json = new ObjectMapper();
    private final AtomicInteger written = new AtomicInteger();

    @Test
    void killedConsumerSkipsNoChange(TestBroker broker) throws Exception {
        ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
        try {
            String topic = broker.newTopic(1);
            Future<?> writing = writer.scheduleAtFixedRate(() -> write(broker, topic), 0, 5, TimeUnit.MILLISECONDS);
            TreeSet<Integer> logged = new TreeSet<>();
            for (int kill = 1; kill <= KILLS; kill++) {
                List<Integer> run = runUntilKilled(broker, topic);
                assertThat(run.get(0))
                        .as("run %d skips no change", kill)
                        .isLessThanOrEqualTo(logged.isEmpty() ? 1 : logged.last() + 1);
                assertThat(run).as("run %d", kill).isSorted();
                logged.addAll(run);
            }
            assertThat(writing).isNotDone(); // if it were done, it would have failed
            writer.shutdown();
            assertThat(writer.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            List<Integer> lastRun = runUntilLastChange(broker, topic);
            assertThat(lastRun.get(0)).isGreaterThan(1).isLessThanOrEqualTo(logged.last() + 1);
            logged.addAll(lastRun);
            assertThat(logged)
                    .isEqualTo(new TreeSet<>(
                            IntStream.rangeClosed(1, written.get()).boxed().toList()));
        } finally {
            writer.shutdownNow();
        }
    }

    private void write(TestBroker broker, String topic) {
        for (int i = 0; i < 2; i++) {
            int id = written.get() + 1;
            broker.sendAsync(topic, TestBroker.key(id), TestBroker.create(id, 1, id, id));
            broker.flush();
            written.set(id);
        }
    }

    private Cli.RunningCommand start(TestBroker broker, String topic) {
        Path directory = TestStacks.newHome();
        // A short session timeout, so that the group soon removes the killed member.
        return Cli.start(
                Cli.jar("consumer", "--format", "json", "--topic", topic, "--group", "killed"),
                directory,
                Map.of(
                        "KAFKA_CDC_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                        "KAFKA_CDC_CLIENT_SESSION_TIMEOUT_MS", "6000",
                        "KAFKA_CDC_CLIENT_HEARTBEAT_INTERVAL_MS", "500"));
    }

    private List<Integer> runUntilKilled(TestBroker broker, String topic) {
        Cli.RunningCommand consumer = start(broker, topic);
        await(() -> consumer.out().lines().count() > CHANGES_PER_RUN);
        consumer.process().destroyForcibly();
        return parseIds(consumer.awaitExit().out());
    }

    private List<Integer> runUntilLastChange(TestBroker broker, String topic) {
        Cli.RunningCommand consumer = start(broker, topic);
        String end = "\"after\":{\"id\":" + written.get() + ",";
        await(() -> consumer.out().contains(end));
        consumer.process().destroy();
        Cli result = consumer.awaitExit();
        assertThat(result.exitCode()).as(result.err()).isZero();
        return parseIds(result.out());
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(condition);
    }

    /** Parses the complete lines. The kill may have truncated the last one, whose offset is then not committed. */
    private List<Integer> parseIds(String out) {
        List<Integer> ids = new ArrayList<>();
        for (String line : out.substring(0, out.lastIndexOf('\n') + 1).lines().toList()) {
            try {
                JsonNode change = json.readTree(line);
                ids.add(change.at("/after/id").asInt());
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON: " + line, e);
            }
        }
        return ids;
    }
}
