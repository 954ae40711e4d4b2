package dev.ezcdc.e2e.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestBroker;
import dev.ezcdc.e2e.support.TestStacks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The consumer's program, killed as hard as it can be while it works. */
@Tag("long")
class KilledConsumerIT {

    private static final int KILLS = 4;
    private static final int CHANGES_PER_RUN = 300;

    private final ObjectMapper json = new ObjectMapper();
    private final AtomicInteger written = new AtomicInteger();

    @Test
    void killedConsumerSkipsNoChange() throws Exception {
        ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
        try (TestBroker broker = new TestBroker()) {
            String topic = broker.newTopic(1);
            Future<?> writing = writer.scheduleAtFixedRate(() -> write(broker, topic), 0, 5, TimeUnit.MILLISECONDS);
            TreeSet<Integer> logged = new TreeSet<>();
            for (int kill = 1; kill <= KILLS; kill++) {
                List<Integer> run = runUntilKilled(broker, topic);
                assertThat(run.get(0))
                        .as("run %d leaves out nothing", kill)
                        .isLessThanOrEqualTo(logged.isEmpty() ? 1 : logged.last() + 1);
                assertThat(run).as("run %d", kill).isSorted();
                logged.addAll(run);
            }
            assertThat(writing).isNotDone(); // or it has failed
            writer.shutdown();
            assertThat(writer.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            List<Integer> last = runUntilLastChange(broker, topic);
            assertThat(last.get(0)).isGreaterThan(1).isLessThanOrEqualTo(logged.last() + 1);
            logged.addAll(last);
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
        Path folder = TestStacks.newHome();
        // The group soon takes a member that was killed for gone.
        return Cli.start(
                Cli.jar("consumer", "--format", "json", "--topic", topic, "--group", "killed"),
                folder,
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
        Cli ended = consumer.awaitExit();
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return parseIds(ended.out());
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(condition);
    }

    /** Of the whole lines: the last may have been cut by the kill, and its offset then is not saved. */
    private List<Integer> parseIds(String out) {
        List<Integer> ids = new ArrayList<>();
        for (String line : out.substring(0, out.lastIndexOf('\n') + 1).lines().toList()) {
            try {
                JsonNode change = json.readTree(line);
                ids.add(change.at("/after/id").asInt());
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + line, e);
            }
        }
        return ids;
    }
}
