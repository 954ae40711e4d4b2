package dev.ezcdc.instruments.audit;

import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.instruments.audit.fault.ExpectedOutcome;
import dev.ezcdc.instruments.audit.fault.Fault;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An audit by the clock: faults chosen by chance on one stack, which therefore must not be made anew. */
final class SoakPlan {

    /** Topics that keep no more than this. */
    private static final Map<String, String> BOUNDED_LOGS = Map.of(
            "log.retention.bytes", "33554432",
            "log.segment.bytes", "8388608",
            "log.retention.check.interval.ms", "5000",
            "log.segment.delete.delay.ms", "1000");

    private SoakPlan() {}

    /**
     * A fault to be done next.
     *
     * @param time how far the soak has come, for people
     */
    record ScheduledFault(Fault fault, long seed, String elapsed) {}

    /** Those that leave the stack as it was, in an order of the seed's, until the time is over. */
    static Stream<ScheduledFault> schedule(List<Fault> faults, long seed, Duration lasting) {
        List<Fault> fit = faults.stream()
                .filter(fault -> fault.expected() == ExpectedOutcome.NOTHING_LOST)
                .filter(fault -> !fault.requirements().freshStack() && !fault.requirements().destroysStack())
                .toList();
        if (fit.isEmpty()) {
            throw new IllegalArgumentException("none of these faults leaves the stack as it was, which a soak needs");
        }
        SplittableRandom random = new SplittableRandom(seed);
        long start = System.nanoTime();
        return IntStream.iterate(0, number -> System.nanoTime() - start < lasting.toNanos(), number -> number + 1)
                .mapToObj(number -> new ScheduledFault(
                        fit.get(random.nextInt(fit.size())),
                        seed + number,
                        Duration.ofNanos(System.nanoTime() - start).toSeconds() + "/" + lasting.toSeconds() + " s"));
    }

    /** The same stack, but its topics forget. */
    static EmbeddedStack.Settings withBoundedTopics(EmbeddedStack.Settings stack) {
        Tuning tuning = stack.tuning();
        Map<StackService, Map<String, String>> servers = new HashMap<>(tuning.servers());
        Map<String, String> kafka = new HashMap<>(servers.getOrDefault(StackService.KAFKA, Map.of()));
        kafka.putAll(BOUNDED_LOGS);
        servers.put(StackService.KAFKA, kafka);
        return stack.withTuning(new Tuning(tuning.profile(), tuning.connector(), servers, tuning.jvmOptions()));
    }
}
