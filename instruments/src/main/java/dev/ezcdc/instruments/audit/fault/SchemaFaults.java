package dev.ezcdc.instruments.audit.fault;

import java.util.List;

/** Tables that change their shape in mid-stream. */
final class SchemaFaults {

    private SchemaFaults() {}

    static List<Fault> all() {
        return List.of(
                change("column-added", "a column is added", "add column added text default null"),
                change("column-dropped", "a column is dropped", "drop column spare"),
                change("column-renamed", "a column is renamed", "rename column spare to spared"),
                change("column-retyped", "a column gets another type", "alter column small type bigint"),
                new Fault(
                        "column-retyped-and-killed",
                        "a column gets another type while the worker is away",
                        ExpectedOutcome.NOTHING_LOST,
                        FaultRequirements.NOTHING.ruining(),
                        scene -> {
                            scene.mark("connect killed");
                            scene.stack().kill(dev.ezcdc.infra.StackService.CONNECT);
                            scene.pause(scene.between(100, 500));
                            scene.sql("alter table audit.accounts alter column small type text using small::text");
                            scene.pause(scene.between(100, 500));
                            scene.stack().start(dev.ezcdc.infra.StackService.CONNECT);
                            scene.mark("connect started");
                        }));
    }

    private static Fault change(String name, String description, String alteration) {
        return new Fault(
                name,
                description + " in mid-stream",
                ExpectedOutcome.NOTHING_LOST,
                FaultRequirements.NOTHING.ruining(),
                scene -> {
                    scene.mark(name);
                    scene.sql("alter table audit.accounts " + alteration);
                });
    }
}
