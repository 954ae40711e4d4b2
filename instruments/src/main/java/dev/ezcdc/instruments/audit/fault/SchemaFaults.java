package dev.ezcdc.instruments.audit.fault;

import dev.ezcdc.infra.StackService;
import java.util.List;

/** Faults that alter a table while its changes are streamed. */
final class SchemaFaults {

    private SchemaFaults() {}

    static List<Fault> all() {
        return List.of(
                alteration("column-added", "a column is added", "add column added text default null"),
                alteration("column-dropped", "a column is dropped", "drop column spare"),
                alteration("column-renamed", "a column is renamed", "rename column spare to spared"),
                alteration("column-retyped", "a column's type changes", "alter column small type bigint"),
                new Fault(
                        "column-retyped-and-killed",
                        "a column's type changes while the worker is down",
                        ExpectedOutcome.NOTHING_LOST,
                        FaultRequirements.NONE.destructive(),
                        context -> {
                            context.mark("connect killed");
                            context.stack().kill(StackService.CONNECT);
                            context.sleep(context.randomDuration(100, 500));
                            context.execute(
                                    "alter table audit.accounts alter column small type text using small::text");
                            context.sleep(context.randomDuration(100, 500));
                            context.stack().start(StackService.CONNECT);
                            context.mark("connect started");
                        }));
    }

    private static Fault alteration(String name, String description, String alteration) {
        return new Fault(
                name,
                description + " while changes are streamed",
                ExpectedOutcome.NOTHING_LOST,
                FaultRequirements.NONE.destructive(),
                context -> {
                    context.mark(name);
                    context.execute("alter table audit.accounts " + alteration);
                });
    }
}
