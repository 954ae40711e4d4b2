package dev.ezcdc.instruments.audit.fault;

import dev.ezcdc.infra.StackService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Faults of servers: killed, stopped, frozen. */
final class ProcessFaults {

    private ProcessFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        faults.add(Fault.lossless(
                "walsender-terminated",
                "the PostgreSQL session that streams to the connector is terminated",
                context -> {
                    context.mark("walsender terminated");
                    context.execute("select pg_terminate_backend(active_pid) from pg_replication_slots where active");
                }));
        for (StackService service : List.of(StackService.POSTGRES, StackService.KAFKA, StackService.CONNECT)) {
            faults.addAll(forService(service));
        }
        faults.add(Fault.lossless(
                "all-killed", "all three servers are killed at the same time, as in a power failure", context -> {
                    context.mark("all killed");
                    for (StackService service : StackService.values()) {
                        context.stack().kill(service);
                    }
                    context.sleep(context.randomDuration(200, 1500));
                    context.stack().start(StackService.POSTGRES);
                    context.stack().start(StackService.KAFKA);
                    context.stack().start(StackService.CONNECT);
                    context.mark("all started");
                }));
        faults.add(Fault.lossless(
                "kafka-and-connect-killed", "broker and worker are killed and restarted together", context -> {
                    context.mark("broker and worker killed");
                    context.stack().kill(StackService.KAFKA);
                    context.stack().kill(StackService.CONNECT);
                    context.sleep(context.randomDuration(200, 1000));
                    context.stack().start(StackService.KAFKA);
                    context.stack().start(StackService.CONNECT);
                    context.mark("both started");
                }));
        faults.add(Fault.lossless(
                "connect-killed-again", "the worker is killed, and again while it catches up", context -> {
                    for (int i = 0; i < 2; i++) {
                        context.mark("connect killed");
                        context.stack().kill(StackService.CONNECT);
                        context.sleep(context.randomDuration(200, 800));
                        context.stack().start(StackService.CONNECT);
                        context.sleep(context.randomDuration(0, 4000));
                    }
                    context.mark("connect started");
                }));
        return faults;
    }

    private static List<Fault> forService(StackService service) {
        String name = service.id().toLowerCase(Locale.ROOT);
        String title = service.title();
        return List.of(
                Fault.lossless(
                        name + "-stopped",
                        title + " is stopped cleanly and restarted",
                        context -> context.stopFor(service, context.randomDuration(200, 3000))),
                Fault.lossless(name + "-killed", title + " is killed (kill -9) and restarted", context -> {
                    context.mark(name + " killed");
                    context.stack().kill(service);
                    context.sleep(context.randomDuration(100, 2000));
                    context.stack().start(service);
                    context.mark(name + " started");
                }),
                Fault.lossless(name + "-paused", title + " is frozen for some seconds", context -> {
                    context.mark(name + " frozen");
                    context.stack().pause(service);
                    context.sleep(context.randomDuration(
                            1000, (int) Duration.ofSeconds(5).toMillis()));
                    context.stack().resume(service);
                    context.mark(name + " resumed");
                }));
    }
}
