package dev.ezcdc.instruments.audit.fault.cluster;

import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.instruments.audit.fault.Fault;
import dev.ezcdc.instruments.audit.fault.FaultContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/** Faults of single brokers, which are also KRaft controllers, and of several at a time. */
final class BrokerFaults {
    private static final int LARGE_TRANSACTION_ROWS = 20_000;
    private static final String TOPIC = "cdctest.audit.orders";

    private BrokerFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        for (Node broker : ClusterFaults.TOPOLOGY.nodes(StackService.KAFKA)) {
            String name = "broker-" + broker.number();
            faults.add(Fault.lossless(
                    name + "-killed", "broker " + broker.number() + " is killed (kill -9) and restarted", context -> {
                        context.mark(name + " killed");
                        context.stack().kill(broker);
                        context.sleep(context.randomDuration(500, 3000));
                        context.stack().start(broker);
                        context.mark(name + " started");
                    }));
            faults.add(Fault.lossless(
                    name + "-frozen", "broker " + broker.number() + " is frozen for some seconds", context -> {
                        context.mark(name + " frozen");
                        context.stack().pause(broker);
                        context.sleep(context.randomDuration(2000, 6000));
                        context.stack().resume(broker);
                        context.mark(name + " resumed");
                    }));
            faults.add(Fault.lossless(
                    name + "-emptied",
                    "broker " + broker.number() + " is killed, and starts again with an empty disk",
                    context -> {
                        context.mark(name + " killed");
                        context.stack().kill(broker);
                        Directories.deleteRecursively(context.stack().dataDirectory(broker));
                        context.sleep(context.randomDuration(200, 2000));
                        context.stack().start(broker);
                        context.mark(name + " started empty");
                    }));
        }
        faults.add(Fault.lossless(
                "leader-killed-in-transaction",
                "the leader of a topic is killed while a large transaction arrives",
                context -> {
                    context.workload().insertMany(LARGE_TRANSACTION_ROWS);
                    Node leader = new Node(StackService.KAFKA, findLeader(context));
                    context.mark(leader.id() + ", the leader, killed");
                    context.stack().kill(leader);
                    context.sleep(context.randomDuration(500, 3000));
                    context.stack().start(leader);
                    context.mark(leader.id() + " started");
                }));
        faults.add(Fault.lossless(
                "brokers-restarted-in-turn",
                "each broker is stopped cleanly and restarted, one after the other",
                context -> {
                    for (Node broker : ClusterFaults.TOPOLOGY.nodes(StackService.KAFKA)) {
                        context.mark(broker.id() + " stopped");
                        context.stack().stop(broker);
                        context.stack().start(broker);
                    }
                    context.mark("all started");
                }));
        faults.add(Fault.lossless(
                "two-brokers-killed",
                "two of three brokers are killed, so producers wait for a second replica",
                context -> {
                    Node first = new Node(StackService.KAFKA, 1);
                    Node last = new Node(StackService.KAFKA, 3);
                    context.mark("two brokers killed");
                    context.stack().kill(first);
                    context.stack().kill(last);
                    context.sleep(context.randomDuration(500, 4000));
                    context.stack().start(last);
                    context.stack().start(first);
                    context.mark("both started");
                }));
        faults.add(Fault.lossless(
                "all-brokers-killed", "all brokers are killed at the same time, and restarted", context -> {
                    List<Node> brokers = ClusterFaults.TOPOLOGY.nodes(StackService.KAFKA);
                    context.mark("all brokers killed");
                    brokers.forEach(context.stack()::kill);
                    context.sleep(context.randomDuration(200, 2000));
                    context.reconfigure(Map.of()); // starts them together: none opens its port without a majority
                    context.mark("all started");
                }));
        return faults;
    }

    private static int findLeader(FaultContext context) throws Exception {
        try (Admin admin = Admin.create(context.endpoints().kafkaClientSettings())) {
            TopicDescription topic = Objects.requireNonNull(
                    admin.describeTopics(Set.of(TOPIC)).allTopicNames().get().get(TOPIC));
            return topic.partitions().get(0).leader().id();
        }
    }
}
