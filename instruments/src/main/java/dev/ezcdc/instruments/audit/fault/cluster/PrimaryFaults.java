package dev.ezcdc.instruments.audit.fault.cluster;

import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.instruments.audit.fault.Fault;
import dev.ezcdc.instruments.audit.fault.FaultContext;
import java.util.List;

/** Faults of the primary. The stack's administrator asks for each failover: no server begins one. */
final class PrimaryFaults {
    private static final int LARGE_TRANSACTION_ROWS = 20_000;

    private PrimaryFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.lossless("primary-killed", "the primary is killed, and the standby is promoted", context -> {
                    context.mark("primary killed");
                    context.stack().kill(context.stack().primary());
                    failOver(context);
                }),
                Fault.lossless(
                        "primary-killed-after-a-while",
                        "the primary is dead for some seconds before the standby is promoted",
                        context -> {
                            context.mark("primary killed");
                            context.stack().kill(context.stack().primary());
                            context.sleep(context.randomDuration(2000, 8000));
                            failOver(context);
                        }),
                Fault.lossless(
                        "primary-frozen",
                        "the primary is frozen, and must not come back after the promotion",
                        context -> {
                            Node old = context.stack().primary();
                            context.mark("primary frozen");
                            context.stack().pause(old);
                            context.sleep(context.randomDuration(1000, 4000));
                            failOver(context);
                            context.stack().resume(old);
                        }),
                Fault.lossless(
                        "primary-switched", "the primary is stopped cleanly, and the standby is promoted", context -> {
                            context.mark("switchover");
                            failOver(context);
                        }),
                Fault.lossless("primary-switched-twice", "two failovers, there and back", context -> {
                    context.mark("primary killed");
                    context.stack().kill(context.stack().primary());
                    failOver(context);
                    context.sleep(context.randomDuration(0, 2000));
                    context.mark("the other primary killed");
                    context.stack().kill(context.stack().primary());
                    failOver(context);
                }),
                Fault.lossless(
                        "primary-killed-and-restarted",
                        "the primary is killed, and starts again without a failover",
                        context -> {
                            Node primary = context.stack().primary();
                            context.mark("primary killed");
                            context.stack().kill(primary);
                            context.sleep(context.randomDuration(200, 3000));
                            context.stack().start(primary);
                            context.mark("primary started");
                        }),
                Fault.lossless(
                        "primary-and-worker-killed",
                        "the primary and a worker are killed at the same time",
                        context -> {
                            Node worker = new Node(
                                    StackService.CONNECT, context.random().nextInt(1, 3));
                            context.mark("primary and " + worker.id() + " killed");
                            context.stack().kill(context.stack().primary());
                            context.stack().kill(worker);
                            failOver(context);
                        }),
                Fault.lossless(
                        "primary-and-broker-killed",
                        "the primary and a broker are killed at the same time",
                        context -> {
                            Node broker = new Node(
                                    StackService.KAFKA, context.random().nextInt(1, 4));
                            context.mark("primary and " + broker.id() + " killed");
                            context.stack().kill(context.stack().primary());
                            context.stack().kill(broker);
                            failOver(context);
                        }),
                Fault.lossless(
                        "primary-killed-asynchronous",
                        "commits do not wait for a standby that is cut off; the primary is killed, and the standby promoted",
                        PrimaryFaults::killAsynchronous),
                Fault.lossless(
                        "large-transaction-across-failover",
                        "the primary is killed while a large transaction is being read",
                        context -> {
                            context.workload().insertMany(LARGE_TRANSACTION_ROWS);
                            context.sleep(context.randomDuration(0, 500));
                            context.mark("primary killed");
                            context.stack().kill(context.stack().primary());
                            failOver(context);
                        }));
    }

    /** PostgreSQL loses the commits that the standby has not received. The connector must not have seen them. */
    private static void killAsynchronous(FaultContext context) throws Exception {
        context.execute("alter system reset synchronous_standby_names");
        context.execute("select pg_reload_conf()");
        StandbyFaults.reconnect(context, StandbyFaults.NOWHERE);
        context.mark("standby cut off, commits do not wait");
        context.sleep(context.randomDuration(500, 2500));
        context.mark("primary killed");
        context.stack().kill(context.stack().primary());
        context.stack().failOver(true);
        context.mark("failed over to " + context.stack().primary().id());
    }

    /** Fails over, which also rebuilds the old primary as a standby. */
    static void failOver(FaultContext context) {
        context.mark("failover");
        context.stack().failOver(false);
        context.mark("failed over to " + context.stack().primary().id());
    }
}
