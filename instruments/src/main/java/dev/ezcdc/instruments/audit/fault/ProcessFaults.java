package dev.ezcdc.instruments.audit.fault;

import dev.ezcdc.infra.StackService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Servers that are killed, stopped and frozen. */
final class ProcessFaults {

    private ProcessFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        faults.add(Fault.lossless(
                "walsender-terminated", "the session that streams to the connector is terminated", scene -> {
                    scene.mark("walsender terminated");
                    scene.execute("select pg_terminate_backend(active_pid) from pg_replication_slots where active");
                }));
        for (StackService component : List.of(StackService.POSTGRES, StackService.KAFKA, StackService.CONNECT)) {
            faults.addAll(forService(component));
        }
        faults.add(Fault.lossless("all-killed", "all three servers are killed at once, as by a power cut", scene -> {
            scene.mark("all killed");
            for (StackService component : StackService.values()) {
                scene.stack().kill(component);
            }
            scene.sleep(scene.randomDuration(200, 1500));
            scene.stack().start(StackService.POSTGRES);
            scene.stack().start(StackService.KAFKA);
            scene.stack().start(StackService.CONNECT);
            scene.mark("all started");
        }));
        faults.add(Fault.lossless(
                "kafka-and-connect-killed", "broker and worker are killed, and the worker is back first", scene -> {
                    scene.mark("broker and worker killed");
                    scene.stack().kill(StackService.KAFKA);
                    scene.stack().kill(StackService.CONNECT);
                    scene.sleep(scene.randomDuration(200, 1000));
                    scene.stack().start(StackService.KAFKA);
                    scene.stack().start(StackService.CONNECT);
                    scene.mark("both started");
                }));
        faults.add(Fault.lossless("connect-killed-again", "the worker is killed again while it catches up", scene -> {
            for (int i = 0; i < 2; i++) {
                scene.mark("connect killed");
                scene.stack().kill(StackService.CONNECT);
                scene.sleep(scene.randomDuration(200, 800));
                scene.stack().start(StackService.CONNECT);
                scene.sleep(scene.randomDuration(0, 4000));
            }
            scene.mark("connect started");
        }));
        return faults;
    }

    private static List<Fault> forService(StackService component) {
        String name = component.id().toLowerCase(Locale.ROOT);
        String title = component.title();
        return List.of(
                Fault.lossless(
                        name + "-stopped",
                        title + " is stopped orderly and started again",
                        scene -> scene.stopFor(component, scene.randomDuration(200, 3000))),
                Fault.lossless(name + "-killed", title + " is killed (kill -9) and started again", scene -> {
                    scene.mark(name + " killed");
                    scene.stack().kill(component);
                    scene.sleep(scene.randomDuration(100, 2000));
                    scene.stack().start(component);
                    scene.mark(name + " started");
                }),
                Fault.lossless(name + "-paused", title + " is frozen for some seconds", scene -> {
                    scene.mark(name + " frozen");
                    scene.stack().pause(component);
                    scene.sleep(scene.randomDuration(1000, (int) Duration.ofSeconds(5).toMillis()));
                    scene.stack().resume(component);
                    scene.mark(name + " resumed");
                }));
    }
}
