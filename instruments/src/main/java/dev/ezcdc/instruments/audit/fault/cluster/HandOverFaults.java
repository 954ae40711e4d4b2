package dev.ezcdc.instruments.audit.fault.cluster;

import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.instruments.audit.fault.ConsumerProcess;
import dev.ezcdc.instruments.audit.fault.Fault;
import dev.ezcdc.instruments.audit.fault.FaultRequirements;
import java.util.List;

/** Faults of two consumers of a group, of which one takes over from the other. */
final class HandOverFaults {
    private HandOverFaults() {}

    static List<Fault> all() {
        return List.of(
                handOver(
                        "consumers-killed-in-turn",
                        "a consumer is killed, and the other one while it takes over",
                        context -> {
                            ConsumerProcess first = context.consumers().get(0);
                            ConsumerProcess second = context.consumers().get(1);
                            context.mark("first consumer killed");
                            first.kill();
                            context.sleep(context.randomDuration(500, 4000));
                            context.mark("second consumer killed");
                            second.kill();
                            first.start();
                            context.sleep(context.randomDuration(0, 2000));
                            second.start();
                            context.mark("both started");
                        }),
                handOver(
                        "consumer-and-broker-killed",
                        "a consumer and a broker are killed at the same time",
                        context -> {
                            ConsumerProcess consumer = context.consumers().get(0);
                            Node broker = new Node(
                                    StackService.KAFKA, context.random().nextInt(1, 4));
                            context.mark("consumer and " + broker.id() + " killed");
                            consumer.kill();
                            context.stack().kill(broker);
                            context.sleep(context.randomDuration(500, 3000));
                            context.stack().start(broker);
                            consumer.start();
                            context.mark("both started");
                        }),
                handOver(
                        "consumer-killed-in-failover",
                        "a consumer is killed while the primary fails over, and the other one takes over",
                        context -> {
                            ConsumerProcess consumer = context.consumers().get(1);
                            context.mark("primary and consumer killed");
                            context.stack().kill(context.stack().primary());
                            consumer.kill();
                            PrimaryFaults.failOver(context);
                            consumer.start();
                            context.mark("consumer started");
                        }));
    }

    private static Fault handOver(String name, String description, Fault.Injection injection) {
        return Fault.lossless(name, description, injection).withRequirements(FaultRequirements.NONE.withConsumers(2));
    }
}
