package dev.ezcdc.instruments.audit.fault;

import java.util.List;

/** Faults of consumers, which run in separate processes. */
final class ConsumerFaults {

    private ConsumerFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.lossless(
                                "consumer-killed",
                                "a consumer is killed (kill -9) within a batch and restarted",
                                context -> {
                                    ConsumerProcess consumer =
                                            context.consumers().get(0);
                                    context.mark("consumer killed");
                                    consumer.kill();
                                    context.sleep(context.randomDuration(100, 1500));
                                    consumer.start();
                                    context.mark("consumer started");
                                })
                        .withRequirements(FaultRequirements.NONE.withConsumers(1)),
                Fault.lossless(
                                "consumer-paused",
                                "a consumer is frozen for longer than max.poll.interval.ms",
                                context -> {
                                    ConsumerProcess consumer =
                                            context.consumers().get(0);
                                    context.mark("consumer frozen");
                                    consumer.pause();
                                    context.sleep(RecordingConsumer.MAX_POLL_INTERVAL.plus(
                                            context.randomDuration(1500, 3000)));
                                    consumer.resume();
                                    context.mark("consumer resumed");
                                })
                        .withRequirements(FaultRequirements.NONE.withConsumers(1)),
                Fault.lossless(
                                "consumer-frozen-of-two",
                                "one of two consumers is frozen, and the other takes over",
                                context -> {
                                    ConsumerProcess consumer =
                                            context.consumers().get(0);
                                    context.mark("one of two consumers frozen");
                                    consumer.pause();
                                    context.sleep(RecordingConsumer.MAX_POLL_INTERVAL.plus(
                                            context.randomDuration(1500, 3000)));
                                    consumer.resume();
                                    context.mark("that consumer resumed");
                                })
                        .withRequirements(FaultRequirements.NONE.withConsumers(2)),
                Fault.lossless(
                                "consumer-joins-and-leaves",
                                "a second consumer joins the group and leaves it",
                                context -> {
                                    context.mark("second consumer started");
                                    ConsumerProcess second = context.addConsumer();
                                    context.sleep(context.randomDuration(2500, 4000));
                                    second.close();
                                    context.mark("second consumer stopped");
                                })
                        .withRequirements(FaultRequirements.NONE.withConsumers(1)));
    }
}
