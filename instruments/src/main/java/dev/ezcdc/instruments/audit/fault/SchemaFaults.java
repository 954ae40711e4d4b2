package dev.ezcdc.instruments.audit.fault;

import java.util.List;

/** Tables that change their shape in mid-stream. */
final class SchemaFaults {

    private SchemaFaults() {}

    static List<Fault> all() {
        return List.of(
                alteration("column-added", "a column is added", "add column added text default null"),
                alteration("column-dropped", "a column is dropped", "drop column spare"),
                alteration("column-renamed", "a column is renamed", "rename column spare to spared"),
                alteration("column-retyped", "a column gets another type", "alter column small type bigint"),
                new Fault(
                        "column-retyped-and-killed",
                        "a column gets another type while the worker is away",
                        ExpectedOutcome.NOTHING_LOST,
                        FaultRequirements.NONE.destructive(),
                        scene -> {
                            scene.mark("connect killed");
                            scene.stack().kill(dev.ezcdc.infra.StackService.CONNECT);
                            scene.sleep(scene.randomDuration(100, 500));
                            scene.execute("alter table audit.accounts alter column small type text using small::text");
                            scene.sleep(scene.randomDuration(100, 500));
                            scene.stack().start(dev.ezcdc.infra.StackService.CONNECT);
                            scene.mark("connect started");
                        }));
    }

    private static Fault alteration(String name, String description, String alteration) {
        return new Fault(
                name,
                description + " in mid-stream",
                ExpectedOutcome.NOTHING_LOST,
                FaultRequirements.NONE.destructive(),
                scene -> {
                    scene.mark(name);
                    scene.execute("alter table audit.accounts " + alteration);
                });
    }
}
