package dev.ezcdc.instruments.audit.fault;

import dev.ezcdc.infra.StackService;
import java.util.List;

/** Faults of slot and publication that lose changes for good; the loss must be detected. */
final class SlotFaults {

    private static final String SLOT = "cdctest";

    private SlotFaults() {}

    static List<Fault> all() {
        return List.of(
                loss(
                        "slot-dropped",
                        "the replication slot is dropped while the worker is down",
                        context -> executeWhileStopped(context, "select pg_drop_replication_slot('" + SLOT + "')")),
                loss("slot-recreated", "the slot is dropped and re-created while the worker is down", context -> {
                    context.mark("connect stopped");
                    context.stack().stop(StackService.CONNECT);
                    context.execute("select pg_drop_replication_slot('" + SLOT + "')");
                    context.sleep(context.randomDuration(300, 1000));
                    context.execute("select pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
                    context.mark("slot re-created");
                    context.stack().start(StackService.CONNECT);
                    context.mark("connect started");
                }),
                loss(
                        "slot-advanced",
                        "the slot is moved ahead of the stored offset",
                        context -> executeWhileStopped(
                                context, "select pg_replication_slot_advance('" + SLOT + "', pg_current_wal_lsn())")),
                loss(
                        "slot-invalidated",
                        "PostgreSQL removes WAL that the slot needs (max_slot_wal_keep_size)",
                        context -> {
                            context.mark("connect stopped");
                            context.stack().stop(StackService.CONNECT);
                            context.execute("alter system set max_slot_wal_keep_size = '1MB'");
                            context.execute("select pg_reload_conf()");
                            for (int i = 0; i < 4; i++) {
                                context.execute("select pg_switch_wal()");
                                context.sleep(context.randomDuration(200, 300));
                            }
                            context.execute("checkpoint");
                            context.mark("slot invalidated");
                            context.stack().start(StackService.CONNECT);
                            context.mark("connect started");
                        }),
                loss("table-unpublished", "a table is removed from the publication", context -> {
                    context.mark("table removed from publication");
                    context.execute("alter publication " + SLOT + " drop table audit.orders");
                }));
    }

    private static void executeWhileStopped(FaultContext context, String sql) throws Exception {
        context.mark("connect stopped");
        context.stack().stop(StackService.CONNECT);
        context.sleep(context.randomDuration(300, 1000));
        context.execute(sql);
        context.mark("slot changed");
        context.sleep(context.randomDuration(100, 500));
        context.stack().start(StackService.CONNECT);
        context.mark("connect started");
    }

    private static Fault loss(String name, String description, Fault.Injection injection) {
        return new Fault(
                name, description, ExpectedOutcome.LOSS_DETECTED, FaultRequirements.NONE.destructive(), injection);
    }
}
