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
                        scene -> whileStopped(scene, "select pg_drop_replication_slot('" + SLOT + "')")),
                loss("slot-recreated", "the slot is dropped and made again while the worker is down", scene -> {
                    scene.mark("connect stopped");
                    scene.stack().stop(StackService.CONNECT);
                    scene.sql("select pg_drop_replication_slot('" + SLOT + "')");
                    scene.pause(scene.between(300, 1000));
                    scene.sql("select pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
                    scene.mark("slot made again");
                    scene.stack().start(StackService.CONNECT);
                    scene.mark("connect started");
                }),
                loss(
                        "slot-advanced",
                        "the slot is moved ahead of the stored offset",
                        scene -> whileStopped(
                                scene, "select pg_replication_slot_advance('" + SLOT + "', pg_current_wal_lsn())")),
                loss(
                        "slot-invalidated",
                        "PostgreSQL removes WAL that the slot needs (max_slot_wal_keep_size)",
                        scene -> {
                            scene.mark("connect stopped");
                            scene.stack().stop(StackService.CONNECT);
                            scene.sql("alter system set max_slot_wal_keep_size = '1MB'");
                            scene.sql("select pg_reload_conf()");
                            for (int i = 0; i < 4; i++) {
                                scene.sql("select pg_switch_wal()");
                                scene.pause(scene.between(200, 300));
                            }
                            scene.sql("checkpoint");
                            scene.mark("slot invalid");
                            scene.stack().start(StackService.CONNECT);
                            scene.mark("connect started");
                        }),
                loss("table-unpublished", "a table is taken out of the publication", scene -> {
                    scene.mark("unpublished");
                    scene.sql("alter publication " + SLOT + " drop table audit.orders");
                }));
    }

    private static void whileStopped(FaultContext scene, String sql) throws Exception {
        scene.mark("connect stopped");
        scene.stack().stop(StackService.CONNECT);
        scene.pause(scene.between(300, 1000));
        scene.sql(sql);
        scene.mark("slot changed");
        scene.pause(scene.between(100, 500));
        scene.stack().start(StackService.CONNECT);
        scene.mark("connect started");
    }

    private static Fault loss(String name, String description, Fault.Strike strike) {
        return new Fault(name, description, ExpectedOutcome.LOSS_NOTICED, FaultRequirements.NOTHING.ruining(), strike);
    }
}
