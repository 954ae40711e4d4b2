package dev.ezcdc.e2e.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.SharedServers;
import dev.ezcdc.e2e.support.TestBroker;
import dev.ezcdc.e2e.support.TestStacks;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two members of a group, one of them killed with SIGKILL while records arrive. */
@ExtendWith(SharedServers.class)
@Tag("long")
class KilledMemberIT {

    private static final int PARTITIONS = 4;

    /** The group removes a killed member after this time. With the protocol consumer, the broker has the setting. */
    private static final Map<String, String> CLASSIC = Map.of(
            "KAFKA_CDC_CLIENT_SESSION_TIMEOUT_MS", "6000",
            "KAFKA_CDC_CLIENT_HEARTBEAT_INTERVAL_MS", "500");

    private record Position(int partition, long offset) {}

    private final ObjectMapper json = new ObjectMapper();
    private final AtomicInteger written = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void onlyUncommittedRecordsAreHandledAgain(String protocol, TestBroker broker) throws Exception {
        String topic = broker.newTopic(PARTITIONS);
        String group = "members-" + UUID.randomUUID();
        ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
        try (Cli.RunningCommand survivor = start(broker, topic, group, protocol)) {
            Future<?> writing = writer.scheduleAtFixedRate(() -> write(broker, topic), 0, 5, TimeUnit.MILLISECONDS);
            await(() -> partitionsOf(survivor).size() == PARTITIONS);
            Cli.RunningCommand member = start(broker, topic, group, protocol);
            await(() -> handledBy(member).size() > 300);

            member.process().destroyForcibly();
            member.process().waitFor();
            Map<Integer, Long> committed = new HashMap<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                committed.put(partition, broker.committedOffset(group, topic, partition));
            }
            Map<Position, Integer> handledByMember = handledBy(member);
            member.close();
            assertThat(writing).isNotDone(); // if it were done, it would have failed
            writer.shutdown();
            assertThat(writer.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            await(() -> {
                Set<Integer> handled = new HashSet<>(handledByMember.values());
                handled.addAll(handledBy(survivor).values());
                return handled.size() == written.get();
            });

            Map<Position, Integer> handledBySurvivor = handledBy(survivor);
            Set<Integer> handled = new HashSet<>(handledByMember.values());
            handled.addAll(handledBySurvivor.values());
            assertThat(handled)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, written.get()).boxed().toList());
            assertThat(handledByMember.keySet())
                    .filteredOn(handledBySurvivor::containsKey)
                    .allSatisfy(position ->
                            assertThat(position.offset()).isGreaterThanOrEqualTo(committed.get(position.partition())));
            survivor.process().destroy();
            assertThat(survivor.process().waitFor()).as(survivor.err()).isZero();
        } finally {
            writer.shutdownNow();
        }
    }

    private void write(TestBroker broker, String topic) {
        int id = written.get() + 1;
        broker.sendAsync(topic, TestBroker.key(id), TestBroker.create(id, 1, id, id));
        broker.flush();
        written.set(id);
    }

    private static Cli.RunningCommand start(TestBroker broker, String topic, String group, String protocol) {
        Map<String, String> environment = new HashMap<>(protocol.equals("classic") ? CLASSIC : Map.of());
        environment.put("KAFKA_CDC_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.put("KAFKA_CDC_CLIENT_GROUP_PROTOCOL", protocol);
        return Cli.start(
                Cli.jar("consumer", "--format", "json", "--topic", topic, "--group", group),
                TestStacks.newHome(),
                environment);
    }

    private Set<Integer> partitionsOf(Cli.RunningCommand consumer) {
        Set<Integer> partitions = new HashSet<>();
        handledBy(consumer).keySet().forEach(position -> partitions.add(position.partition()));
        return partitions;
    }

    /** Returns the ids by position, without a last line that the kill truncated. Each position occurs once. */
    private Map<Position, Integer> handledBy(Cli.RunningCommand consumer) {
        Map<Position, Integer> handled = new HashMap<>();
        String out = consumer.out();
        for (String line : out.substring(0, out.lastIndexOf('\n') + 1).lines().toList()) {
            try {
                JsonNode change = json.readTree(line);
                Position position = new Position(
                        change.get("partition").asInt(), change.get("offset").asLong());
                assertThat(handled.put(position, change.at("/after/id").asInt()))
                        .as("an earlier record at %s", position)
                        .isNull();
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON: " + line, e);
            }
        }
        return handled;
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(condition);
    }
}
