package dev.ezcdc.instruments.audit;

import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.run.StackSettings;
import dev.ezcdc.instruments.audit.fault.ExpectedOutcome;
import dev.ezcdc.instruments.audit.fault.Fault;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Plans a soak: random faults on one stack for a given time. Excludes faults that require a new stack. */
final class SoakPlan {

    /** Broker settings that bound the size of topics. */
    private static final Map<String, String> BOUNDED_LOGS = Map.of(
            "log.retention.bytes", "33554432",
            "log.segment.bytes", "8388608",
            "log.retention.check.interval.ms", "5000",
            "log.segment.delete.delay.ms", "1000");

    private SoakPlan() {}

    /**
     * The next fault.
     *
     * @param elapsed progress of the soak, for messages
     */
    record ScheduledFault(Fault fault, long seed, String elapsed) {}

    /**
     * Returns random faults that leave the stack usable, until the duration is over.
     *
     * @throws IllegalArgumentException if none of the faults leaves the stack usable
     */
    static Stream<ScheduledFault> schedule(List<Fault> faults, long seed, Duration duration) {
        List<Fault> usable = faults.stream()
                .filter(fault -> fault.expected() == ExpectedOutcome.NOTHING_LOST)
                .filter(fault -> !fault.requirements().freshStack()
                        && !fault.requirements().destroysStack())
                .toList();
        if (usable.isEmpty()) {
            throw new IllegalArgumentException(
                    "none of these faults can run in a soak: each loses changes or needs a new stack");
        }
        SplittableRandom random = new SplittableRandom(seed);
        long start = System.nanoTime();
        return IntStream.iterate(0, index -> System.nanoTime() - start < duration.toNanos(), index -> index + 1)
                .mapToObj(index -> new ScheduledFault(
                        usable.get(random.nextInt(usable.size())),
                        seed + index,
                        Duration.ofNanos(System.nanoTime() - start).toSeconds() + "/" + duration.toSeconds() + " s"));
    }

    /** Returns the same settings with bounded topics. */
    static StackSettings withBoundedTopics(StackSettings stack) {
        Tuning tuning = stack.tuning();
        Map<StackService, Map<String, String>> servers = new HashMap<>(tuning.servers());
        Map<String, String> kafka = new HashMap<>(servers.getOrDefault(StackService.KAFKA, Map.of()));
        kafka.putAll(BOUNDED_LOGS);
        servers.put(StackService.KAFKA, kafka);
        return stack.withTuning(
                new Tuning(tuning.profile(), tuning.connector(), servers, tuning.jvmOptions(), tuning.metricsPorts()));
    }
}
