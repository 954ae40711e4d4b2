package dev.ezcdc.instruments.audit.fault;

import dev.ezcdc.infra.StackService;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is done to the connector by Kafka Connect's own interface. */
final class ConnectorFaults {

    private static final int SNAPSHOT_ROWS = 60_000;

    /** PostgreSQL collects so many rows of a COPY as have 64 KiB of text, and gives them one place in the log. */
    private static final int CHARACTERS_FOR_TWO_ROWS_PER_LSN = 33_000;

    private ConnectorFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.lossless("task-restarted", "connector and task are restarted by REST", scene -> {
                    scene.mark("restart by REST");
                    String name = scene.stack().connectorName();
                    scene.callConnect(connect -> connect.restart(name));
                }),
                Fault.lossless("connector-paused", "the connector is paused and resumed by REST", scene -> {
                    String name = scene.stack().connectorName();
                    scene.mark("paused by REST");
                    scene.callConnect(connect -> connect.pause(name));
                    scene.sleep(scene.randomDuration(500, 3000));
                    scene.callConnect(connect -> connect.resume(name));
                    scene.mark("resumed by REST");
                }),
                Fault.lossless("connector-registered-again", "the connector is deleted and registered again", scene -> {
                    scene.mark("connector deleted");
                    String name = scene.stack().connectorName();
                    scene.callConnect(connect -> connect.delete(name));
                    scene.sleep(scene.randomDuration(200, 2000));
                    scene.reconfigure(Map.of());
                    scene.mark("registered again");
                }),
                Fault.lossless(
                        "connector-reconfigured", "the connector gets another configuration while it runs", scene -> {
                            scene.mark("reconfigured");
                            scene.reconfigure(Map.of("max.batch.size", "1024"));
                        }),
                Fault.lossless("stopped-in-key-changes", "the connector is stopped while many keys change", scene -> {
                    scene.workload().insertMany(2_000);
                    scene.sleep(Duration.ofSeconds(1)); // so that these have gone through
                    scene.mark("keys change");
                    scene.workload().changeAllKeys();
                    stopBriefly(scene);
                }),
                Fault.lossless("stopped-in-copy", "the connector is stopped in a COPY of large rows", scene -> {
                    scene.mark("copy");
                    scene.workload().insertMany(600, CHARACTERS_FOR_TWO_ROWS_PER_LSN);
                    stopBriefly(scene);
                }),
                Fault.lossless(
                                "snapshot-interrupted",
                                "the worker is killed in the midst of a snapshot of " + SNAPSHOT_ROWS + " rows",
                                ConnectorFaults::interruptSnapshot)
                        .withRequirements(FaultRequirements.NONE.withFreshStack(Map.of(), FaultRequirements.NONE.mix())));
    }

    /** Its task ends between two records of those that come just now, and stores how far it has come. */
    private static void stopBriefly(FaultContext scene) throws Exception {
        String name = scene.stack().connectorName();
        scene.sleep(scene.randomDuration(0, 150));
        scene.mark("stopped by REST");
        scene.callConnect(connect -> connect.stop(name));
        scene.await("the task having ended", () -> scene.connectClient()
                .status(name)
                .filter(status -> status.tasks().isEmpty())
                .isPresent());
        scene.mark("resumed by REST");
        scene.callConnect(connect -> connect.resume(name));
    }

    /** The connector forgets all and begins anew on full tables; its worker dies before it has read them. */
    private static void interruptSnapshot(FaultContext scene) throws Exception {
        scene.workload().insertMany(SNAPSHOT_ROWS);
        String name = scene.stack().connectorName();
        scene.callConnect(connect -> connect.stop(name));
        scene.await("the slot being free", () -> {
            String active = scene.queryValue("select active from pg_replication_slots where slot_name = 'cdctest'");
            return "f".equals(active);
        });
        scene.execute("select pg_drop_replication_slot('cdctest')");
        scene.callConnect(connect -> connect.deleteOffsets(name));
        scene.mark("snapshot");
        scene.callConnect(connect -> connect.resume(name));
        scene.await(
                "the snapshot",
                () -> scene.queryValue(
                                "select 1 from pg_stat_activity where query ilike '%audit%orders%'"
                                        + " and query ilike 'select%' and state <> 'idle' and application_name ilike 'Debezium%'")
                        != null);
        scene.sleep(Duration.ofMillis(scene.random().nextInt(1, 150)));
        scene.mark("connect killed");
        scene.stack().kill(StackService.CONNECT);
        scene.sleep(scene.randomDuration(100, 1000));
        scene.stack().start(StackService.CONNECT);
        scene.mark("connect started");
    }
}
