package dev.ezcdc.instruments.audit.fault;

import dev.ezcdc.infra.StackService;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is done to the connector by Kafka Connect's own interface. */
final class ConnectorFaults {

    private static final int SNAPSHOT_ROWS = 60_000;

    /** PostgreSQL collects so many rows of a COPY as have 64 KiB of text, and gives them one place in the log. */
    private static final int TWO_ROWS_A_PLACE = 33_000;

    private ConnectorFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.harmless("task-restarted", "connector and task are restarted by REST", scene -> {
                    scene.mark("restart by REST");
                    String name = scene.stack().connectorName();
                    scene.request(connect -> connect.restart(name));
                }),
                Fault.harmless("connector-paused", "the connector is paused and resumed by REST", scene -> {
                    String name = scene.stack().connectorName();
                    scene.mark("paused by REST");
                    scene.request(connect -> connect.pause(name));
                    scene.pause(scene.between(500, 3000));
                    scene.request(connect -> connect.resume(name));
                    scene.mark("resumed by REST");
                }),
                Fault.harmless("connector-registered-again", "the connector is deleted and registered again", scene -> {
                    scene.mark("connector deleted");
                    String name = scene.stack().connectorName();
                    scene.request(connect -> connect.delete(name));
                    scene.pause(scene.between(200, 2000));
                    scene.reconfigure(Map.of());
                    scene.mark("registered again");
                }),
                Fault.harmless(
                        "connector-reconfigured", "the connector gets another configuration while it runs", scene -> {
                            scene.mark("reconfigured");
                            scene.reconfigure(Map.of("max.batch.size", "1024"));
                        }),
                Fault.harmless("stopped-in-key-changes", "the connector is stopped while many keys change", scene -> {
                    scene.workload().insertMany(2_000);
                    scene.pause(Duration.ofSeconds(1)); // so that these have gone through
                    scene.mark("keys change");
                    scene.workload().changeAllKeys();
                    stopForAMoment(scene);
                }),
                Fault.harmless("stopped-in-copy", "the connector is stopped in a COPY of large rows", scene -> {
                    scene.mark("copy");
                    scene.workload().insertMany(600, TWO_ROWS_A_PLACE);
                    stopForAMoment(scene);
                }),
                Fault.harmless(
                                "snapshot-interrupted",
                                "the worker is killed in the midst of a snapshot of " + SNAPSHOT_ROWS + " rows",
                                ConnectorFaults::interruptSnapshot)
                        .with(FaultRequirements.NOTHING.onFresh(Map.of(), FaultRequirements.NOTHING.mix())));
    }

    /** Its task ends between two records of those that come just now, and stores how far it has come. */
    private static void stopForAMoment(FaultContext scene) throws Exception {
        String name = scene.stack().connectorName();
        scene.pause(scene.between(0, 150));
        scene.mark("stopped by REST");
        scene.request(connect -> connect.stop(name));
        scene.await("the task having ended", () -> scene.connect()
                .findStatus(name)
                .filter(status -> status.tasks().isEmpty())
                .isPresent());
        scene.mark("resumed by REST");
        scene.request(connect -> connect.resume(name));
    }

    /** The connector forgets all and begins anew on full tables; its worker dies before it has read them. */
    private static void interruptSnapshot(FaultContext scene) throws Exception {
        scene.workload().insertMany(SNAPSHOT_ROWS);
        String name = scene.stack().connectorName();
        scene.request(connect -> connect.stop(name));
        scene.await("the slot being free", () -> {
            String active = scene.ask("select active from pg_replication_slots where slot_name = 'cdctest'");
            return "f".equals(active);
        });
        scene.sql("select pg_drop_replication_slot('cdctest')");
        scene.request(connect -> connect.deleteOffsets(name));
        scene.mark("snapshot");
        scene.request(connect -> connect.resume(name));
        scene.await(
                "the snapshot",
                () -> scene.ask(
                                "select 1 from pg_stat_activity where query ilike '%audit%orders%'"
                                        + " and query ilike 'select%' and state <> 'idle' and application_name ilike 'Debezium%'")
                        != null);
        scene.pause(Duration.ofMillis(scene.random().nextInt(1, 150)));
        scene.mark("connect killed");
        scene.stack().kill(StackService.CONNECT);
        scene.pause(scene.between(100, 1000));
        scene.stack().start(StackService.CONNECT);
        scene.mark("connect started");
    }
}
