package dev.ezcdc.instruments.audit.fault.cluster;

import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.instruments.audit.fault.ConnectorFaults;
import dev.ezcdc.instruments.audit.fault.Fault;
import dev.ezcdc.instruments.audit.fault.FaultRequirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Faults of the Kafka Connect workers. */
final class WorkerFaults {
    private WorkerFaults() {}

    static List<Fault> all() {
        List<Node> workers = ClusterFaults.TOPOLOGY.nodes(StackService.CONNECT);
        List<Fault> faults = new ArrayList<>();
        for (Node worker : workers) {
            String name = "worker-" + worker.number();
            faults.add(Fault.lossless(
                    name + "-killed",
                    "worker " + worker.number() + " is killed, and the other one takes over",
                    context -> {
                        context.mark(name + " killed");
                        context.stack().kill(worker);
                        context.sleep(context.randomDuration(4000, 8000));
                        context.stack().start(worker);
                        context.mark(name + " started");
                    }));
            faults.add(Fault.lossless(
                    name + "-frozen",
                    "worker " + worker.number() + " is frozen until the other one has taken over, and thaws",
                    context -> {
                        context.mark(name + " frozen");
                        context.stack().pause(worker);
                        context.sleep(context.randomDuration(6000, 12_000));
                        context.stack().resume(worker);
                        context.mark(name + " resumed");
                    }));
        }
        faults.add(Fault.lossless(
                "worker-killed-and-back-at-once",
                "a worker is killed and restarted before the others notice",
                context -> {
                    Node worker = workers.get(context.random().nextInt(workers.size()));
                    context.mark(worker.id() + " killed");
                    context.stack().kill(worker);
                    context.stack().start(worker);
                    context.mark(worker.id() + " started");
                }));
        faults.add(Fault.lossless(
                "workers-restarted-in-turn",
                "each worker is stopped cleanly and restarted, one after the other",
                context -> {
                    for (Node worker : workers) {
                        context.mark(worker.id() + " stopped");
                        context.stack().stop(worker);
                        context.stack().start(worker);
                    }
                    context.mark("both started");
                }));
        faults.add(Fault.lossless(
                        "rebalance-in-snapshot",
                        "a worker leaves and comes back while the connector reads a table's rows",
                        context -> {
                            ConnectorFaults.awaitSnapshot(context);
                            Node worker = workers.get(context.random().nextInt(workers.size()));
                            context.mark(worker.id() + " stopped");
                            context.stack().stop(worker);
                            context.sleep(context.randomDuration(0, 2000));
                            context.stack().start(worker);
                            context.mark(worker.id() + " started");
                        })
                .withRequirements(FaultRequirements.NONE.withFreshStack(Map.of(), FaultRequirements.NONE.mix())));
        return faults;
    }
}
