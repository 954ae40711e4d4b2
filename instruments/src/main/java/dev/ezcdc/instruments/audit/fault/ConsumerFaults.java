package dev.ezcdc.instruments.audit.fault;

import java.util.List;

/** What happens to consumers, which run in processes of their own for that. */
final class ConsumerFaults {

    private ConsumerFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.lossless(
                                "consumer-killed",
                                "a consumer is killed (kill -9) in mid-batch and started again",
                                scene -> {
                                    ConsumerProcess consumer = scene.consumers().get(0);
                                    scene.mark("consumer killed");
                                    consumer.kill();
                                    scene.sleep(scene.randomDuration(100, 1500));
                                    consumer.start();
                                    scene.mark("consumer started");
                                })
                        .withRequirements(FaultRequirements.NONE.withConsumers(1)),
                Fault.lossless("consumer-paused", "a consumer is frozen past max.poll.interval.ms", scene -> {
                            ConsumerProcess consumer = scene.consumers().get(0);
                            scene.mark("consumer frozen");
                            consumer.pause();
                            scene.sleep(RecordingConsumer.MAX_POLL_INTERVAL.plus(scene.randomDuration(1500, 3000)));
                            consumer.resume();
                            scene.mark("consumer resumed");
                        })
                        .withRequirements(FaultRequirements.NONE.withConsumers(1)),
                Fault.lossless(
                                "consumer-frozen-of-two",
                                "one of two consumers is frozen, and the other takes over",
                                scene -> {
                                    ConsumerProcess consumer = scene.consumers().get(0);
                                    scene.mark("one frozen");
                                    consumer.pause();
                                    scene.sleep(RecordingConsumer.MAX_POLL_INTERVAL.plus(scene.randomDuration(1500, 3000)));
                                    consumer.resume();
                                    scene.mark("resumed");
                                })
                        .withRequirements(FaultRequirements.NONE.withConsumers(2)),
                Fault.lossless(
                                "consumer-joins-and-leaves",
                                "a second consumer joins the group, and leaves it",
                                scene -> {
                                    scene.mark("second consumer");
                                    ConsumerProcess second = scene.addConsumer();
                                    scene.sleep(scene.randomDuration(2500, 4000));
                                    second.close();
                                    scene.mark("it left");
                                })
                        .withRequirements(FaultRequirements.NONE.withConsumers(1)));
    }
}
