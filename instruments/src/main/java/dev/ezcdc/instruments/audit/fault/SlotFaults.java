package dev.ezcdc.instruments.audit.fault;

import dev.ezcdc.infra.StackService;
import java.util.List;

/** What takes changes away for good, and must not do so silently. */
final class SlotFaults {

    private static final String SLOT = "cdctest";

    private SlotFaults() {}

    static List<Fault> all() {
        return List.of(
                loss(
                        "slot-dropped",
                        "the replication slot is dropped while the worker is down",
                        scene -> executeWhileStopped(scene, "select pg_drop_replication_slot('" + SLOT + "')")),
                loss("slot-recreated", "the slot is dropped and made again while the worker is down", scene -> {
                    scene.mark("connect stopped");
                    scene.stack().stop(StackService.CONNECT);
                    scene.execute("select pg_drop_replication_slot('" + SLOT + "')");
                    scene.sleep(scene.randomDuration(300, 1000));
                    scene.execute("select pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
                    scene.mark("slot made again");
                    scene.stack().start(StackService.CONNECT);
                    scene.mark("connect started");
                }),
                loss(
                        "slot-advanced",
                        "the slot is moved ahead of the stored offset",
                        scene -> executeWhileStopped(
                                scene, "select pg_replication_slot_advance('" + SLOT + "', pg_current_wal_lsn())")),
                loss(
                        "slot-invalidated",
                        "PostgreSQL removes WAL that the slot needs (max_slot_wal_keep_size)",
                        scene -> {
                            scene.mark("connect stopped");
                            scene.stack().stop(StackService.CONNECT);
                            scene.execute("alter system set max_slot_wal_keep_size = '1MB'");
                            scene.execute("select pg_reload_conf()");
                            for (int i = 0; i < 4; i++) {
                                scene.execute("select pg_switch_wal()");
                                scene.sleep(scene.randomDuration(200, 300));
                            }
                            scene.execute("checkpoint");
                            scene.mark("slot invalid");
                            scene.stack().start(StackService.CONNECT);
                            scene.mark("connect started");
                        }),
                loss("table-unpublished", "a table is taken out of the publication", scene -> {
                    scene.mark("unpublished");
                    scene.execute("alter publication " + SLOT + " drop table audit.orders");
                }));
    }

    private static void executeWhileStopped(FaultContext scene, String sql) throws Exception {
        scene.mark("connect stopped");
        scene.stack().stop(StackService.CONNECT);
        scene.sleep(scene.randomDuration(300, 1000));
        scene.execute(sql);
        scene.mark("slot changed");
        scene.sleep(scene.randomDuration(100, 500));
        scene.stack().start(StackService.CONNECT);
        scene.mark("connect started");
    }

    private static Fault loss(String name, String description, Fault.Injection strike) {
        return new Fault(name, description, ExpectedOutcome.LOSS_DETECTED, FaultRequirements.NONE.destructive(), strike);
    }
}
