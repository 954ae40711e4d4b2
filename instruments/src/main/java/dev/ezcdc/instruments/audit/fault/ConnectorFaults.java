package dev.ezcdc.instruments.audit.fault;

import dev.ezcdc.infra.StackService;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Faults that use Kafka Connect's REST API. */
public final class ConnectorFaults {

    private static final int SNAPSHOT_ROWS = 60_000;

    /** PostgreSQL groups the rows of a COPY up to 64 KiB of text and assigns one LSN to each group. */
    private static final int CHARACTERS_FOR_TWO_ROWS_PER_LSN = 33_000;

    private ConnectorFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.lossless("task-restarted", "connector and task are restarted through REST", context -> {
                    context.mark("restarted through REST");
                    String name = context.stack().connectorName();
                    context.callConnect(connect -> connect.restart(name));
                }),
                Fault.lossless("connector-paused", "the connector is paused and resumed through REST", context -> {
                    String name = context.stack().connectorName();
                    context.mark("paused through REST");
                    context.callConnect(connect -> connect.pause(name));
                    context.sleep(context.randomDuration(500, 3000));
                    context.callConnect(connect -> connect.resume(name));
                    context.mark("resumed through REST");
                }),
                Fault.lossless("connector-registered-again", "the connector is deleted and re-registered", context -> {
                    context.mark("connector deleted");
                    String name = context.stack().connectorName();
                    context.callConnect(connect -> connect.delete(name));
                    context.sleep(context.randomDuration(200, 2000));
                    context.reconfigure(Map.of());
                    context.mark("connector re-registered");
                }),
                Fault.lossless(
                        "connector-reconfigured", "the connector's configuration changes while it runs", context -> {
                            context.mark("reconfigured");
                            context.reconfigure(Map.of("max.batch.size", "1024"));
                        }),
                Fault.lossless("stopped-in-key-changes", "the connector is stopped while many keys change", context -> {
                    context.workload().insertMany(2_000);
                    context.sleep(Duration.ofSeconds(1)); // so that their events have been sent
                    context.mark("keys changed");
                    context.workload().changeAllKeys();
                    stopBriefly(context);
                }),
                Fault.lossless("stopped-in-copy", "the connector is stopped within a COPY of large rows", context -> {
                    context.mark("copy");
                    context.workload().insertMany(600, CHARACTERS_FOR_TWO_ROWS_PER_LSN);
                    stopBriefly(context);
                }),
                Fault.lossless(
                                "snapshot-interrupted",
                                String.format(
                                        Locale.ROOT,
                                        "the worker is killed within a snapshot of %,d rows",
                                        SNAPSHOT_ROWS),
                                ConnectorFaults::interruptSnapshot)
                        .withRequirements(
                                FaultRequirements.NONE.withFreshStack(Map.of(), FaultRequirements.NONE.mix())));
    }

    /** Stops the task between two of the current records, so that it stores an offset between them. */
    private static void stopBriefly(FaultContext context) throws Exception {
        String name = context.stack().connectorName();
        context.sleep(context.randomDuration(0, 150));
        context.mark("stopped through REST");
        context.callConnect(connect -> connect.stop(name));
        context.await("the task to stop", () -> context.connectClient()
                .findStatus(name)
                .filter(status -> status.tasks().isEmpty())
                .isPresent());
        context.mark("resumed through REST");
        context.callConnect(connect -> connect.resume(name));
    }

    /** Deletes slot and offsets, so that the connector takes a new snapshot, and kills the worker within it. */
    private static void interruptSnapshot(FaultContext context) throws Exception {
        awaitSnapshot(context);
        context.mark("connect killed");
        context.stack().kill(StackService.CONNECT);
        context.sleep(context.randomDuration(100, 1000));
        context.stack().start(StackService.CONNECT);
        context.mark("connect started");
    }

    /** Deletes slot and offsets, so that the connector takes a new snapshot, and returns some time after its start. */
    public static void awaitSnapshot(FaultContext context) throws Exception {
        context.workload().insertMany(SNAPSHOT_ROWS);
        String name = context.stack().connectorName();
        context.callConnect(connect -> connect.stop(name));
        context.await("the slot to become inactive", () -> {
            String active = context.queryValue("select active from pg_replication_slots where slot_name = 'cdctest'");
            return "f".equals(active);
        });
        context.execute("select pg_drop_replication_slot('cdctest')");
        context.callConnect(connect -> connect.deleteOffsets(name));
        context.mark("snapshot requested");
        context.callConnect(connect -> connect.resume(name));
        context.await(
                "the snapshot to start",
                () -> context.queryValue(
                                "select 1 from pg_stat_activity where query ilike '%audit%orders%'"
                                        + " and query ilike 'select%' and state <> 'idle' and application_name ilike 'Debezium%'")
                        != null);
        context.sleep(Duration.ofMillis(context.random().nextInt(1, 150)));
    }
}
