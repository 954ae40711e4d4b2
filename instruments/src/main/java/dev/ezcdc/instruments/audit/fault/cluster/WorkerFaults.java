package dev.ezcdc.instruments.audit.fault.cluster;

import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.instruments.audit.fault.ConnectorFaults;
import dev.ezcdc.instruments.audit.fault.Fault;
import dev.ezcdc.instruments.audit.fault.FaultContext;
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
        for (boolean hasTask : new boolean[] {true, false}) {
            String name = hasTask ? "task-worker" : "other-worker";
            String title = hasTask ? "the worker that runs the task" : "the worker without a task";
            faults.add(Fault.lossless(
                    name + "-killed", title + " is killed, and restarted after some seconds", context -> {
                        Node worker = find(context, hasTask);
                        context.mark(worker.id() + " killed");
                        context.stack().kill(worker);
                        context.sleep(context.randomDuration(4000, 8000));
                        context.stack().start(worker);
                        context.mark(worker.id() + " started");
                    }));
            faults.add(Fault.lossless(
                    name + "-frozen", title + " is frozen for longer than its session, and thaws", context -> {
                        Node worker = find(context, hasTask);
                        context.mark(worker.id() + " frozen");
                        context.stack().pause(worker);
                        context.sleep(context.randomDuration(6000, 12_000));
                        context.stack().resume(worker);
                        context.mark(worker.id() + " resumed");
                    }));
        }
        faults.add(Fault.lossless(
                "worker-killed-and-back-at-once",
                "the worker that runs the task is killed and restarted before the other notices",
                context -> {
                    Node worker = find(context, true);
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

    /** Returns the worker that runs the connector's task, or the other one. */
    private static Node find(FaultContext context, boolean hasTask) {
        String worker = context.connectClient()
                .findStatus(context.stack().connectorName())
                .flatMap(status -> status.tasks().stream().findFirst())
                .map(ConnectorStatus.Task::worker)
                .orElseThrow(() -> new IllegalStateException("the connector has no task"));
        boolean isFirst = worker.endsWith(":" + context.endpoints().connectUrl().getPort());
        return new Node(StackService.CONNECT, isFirst == hasTask ? 1 : 2);
    }
}
