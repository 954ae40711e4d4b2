package dev.ezcdc.instruments.audit.fault.cluster;

import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.instruments.audit.fault.ExpectedOutcome;
import dev.ezcdc.instruments.audit.fault.Fault;
import dev.ezcdc.instruments.audit.fault.FaultContext;
import dev.ezcdc.instruments.audit.fault.FaultRequirements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Faults of the standby. Commits wait for it, so that a failover loses none of them. */
final class StandbyFaults {
    /** An address at which nothing listens. */
    static final String NOWHERE = "host=127.0.0.1 port=1 dbname=postgres";

    private StandbyFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.lossless("standby-killed", "the standby is killed, so commits wait, and restarted", context -> {
                    Node standby = context.stack().standby();
                    context.mark("standby killed");
                    context.stack().kill(standby);
                    awaitProblem(context, "commits and changes wait");
                    context.sleep(context.randomDuration(0, 3000));
                    context.stack().start(standby);
                    context.mark("standby started");
                }),
                Fault.lossless("standby-frozen", "the standby is frozen for some seconds", context -> {
                    Node standby = context.stack().standby();
                    context.mark("standby frozen");
                    context.stack().pause(standby);
                    context.sleep(context.randomDuration(2000, 9000));
                    context.stack().resume(standby);
                    context.mark("standby resumed");
                }),
                Fault.lossless("standby-cut-off", "the standby cannot reach the primary for some seconds", context -> {
                    context.mark("standby cut off");
                    String connection = reconnect(context, NOWHERE);
                    awaitProblem(context, "commits and changes wait");
                    context.sleep(context.randomDuration(0, 3000));
                    reconnect(context, connection);
                    context.mark("standby connected");
                }),
                Fault.lossless(
                        "primary-killed-while-standby-is-cut-off",
                        "the standby is cut off, the primary is killed, and the standby is promoted",
                        context -> {
                            context.mark("standby cut off");
                            reconnect(context, NOWHERE);
                            context.sleep(context.randomDuration(1000, 3000));
                            context.mark("primary killed");
                            context.stack().kill(context.stack().primary());
                            PrimaryFaults.failOver(context);
                        }),
                Fault.lossless("standby-lost", "the standby is gone, and the primary continues alone", context -> {
                    context.mark("standby killed");
                    context.stack().kill(context.stack().standby());
                    awaitProblem(context, "commits and changes wait");
                    context.stack().goOnAlone();
                    context.mark("alone");
                    context.sleep(context.randomDuration(500, 2000));
                }),
                new Fault(
                        "failover-without-slot",
                        "the standby lost the slot, and a failover is asked for: it is refused, and nothing changes",
                        ExpectedOutcome.FAILURE_DETECTED,
                        FaultRequirements.NONE,
                        StandbyFaults::failOverWithoutSlot),
                new Fault(
                        "promoted-without-slot",
                        "the standby lost the slot, and is promoted with --force: the connector must not continue silently",
                        ExpectedOutcome.LOSS_DETECTED,
                        FaultRequirements.NONE.destructive(),
                        StandbyFaults::promoteWithoutSlot),
                new Fault(
                        "failover-of-unprotected-primary",
                        "commits did not wait for the standby, and a failover is asked for: it is refused",
                        ExpectedOutcome.FAILURE_DETECTED,
                        FaultRequirements.NONE,
                        context -> {
                            context.stack().goOnAlone();
                            context.mark("unprotected");
                            expectRefusal(context, "commits did not wait for the standby");
                        }));
    }

    private static void failOverWithoutSlot(FaultContext context) throws Exception {
        String connection = loseSlot(context);
        expectRefusal(context, "slot cdctest");
        reconnect(context, connection);
    }

    private static void promoteWithoutSlot(FaultContext context) throws Exception {
        loseSlot(context);
        context.mark("primary killed");
        context.stack().kill(context.stack().primary());
        try {
            context.stack().failOver(true);
        } catch (StackException e) {
            context.reportDetected(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Deletes the standby's copy of the slot. Slots are synchronized through a database connection, so a standby whose settings
     * name no database gets no other copy. Returns the setting before.
     */
    private static String loseSlot(FaultContext context) throws Exception {
        Node standby = context.stack().standby();
        String connection = reconnect(context, null);
        reconnect(context, connection.replace("dbname=postgres", ""));
        context.stack().kill(standby);
        Directories.deleteRecursively(context.stack().dataDirectory(standby).resolve("pg_replslot/cdctest"));
        context.stack().start(standby);
        context.mark("slot of the standby lost");
        return connection;
    }

    private static void expectRefusal(FaultContext context, String reason) {
        try {
            context.stack().failOver(false);
        } catch (StackException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("nothing has changed") && message.contains(reason)) {
                context.reportDetected(message);
                return;
            }
            throw e;
        }
        throw new IllegalStateException("the failover was not refused");
    }

    /**
     * Changes how the standby reaches the primary.
     *
     * @param connection the new value of {@code primary_conninfo}; null to keep it
     * @return the value before
     */
    static String reconnect(FaultContext context, @Nullable String connection) throws Exception {
        try (Connection open = context.stack().open(context.stack().standby());
                Statement statement = open.createStatement()) {
            String before;
            try (ResultSet row = statement.executeQuery("show primary_conninfo")) {
                row.next();
                before = row.getString(1);
            }
            if (connection != null) {
                statement.execute("alter system set primary_conninfo = " + statement.enquoteLiteral(connection));
                statement.execute("select pg_reload_conf()");
            }
            return before;
        }
    }

    private static void awaitProblem(FaultContext context, String text) throws Exception {
        context.await("status to report that " + text, () -> context.stack().status().problems().stream()
                .anyMatch(problem -> problem.contains(text)));
    }
}
