package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.RecordFilter;
import dev.ezcdc.consumer.redact.Redaction;
import dev.ezcdc.envelope.Operation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which of the changes are shown, and what of them, as options. */
final class FilterOptions {

    @Option(
            names = "--table",
            order = 13,
            split = ",",
            paramLabel = "TABLE",
            description = "Only changes of this table, as customers or public.customers, * for any text; several by"
                    + " commas or given several times.")
    private List<String> tables = new ArrayList<>();

    @Option(
            names = "--op",
            order = 14,
            split = ",",
            paramLabel = "OP",
            description = "Only these operations: create, read, update, delete, truncate, message, or their letters.")
    private List<String> operations = new ArrayList<>();

    @Option(
            names = "--redact",
            order = 15,
            split = ",",
            paramLabel = "COLUMN",
            description = "Never show values of this column, as email or customers.email; several by commas.")
    private List<String> redacted = new ArrayList<>();

    RecordFilter filter() {
        Set<Operation> wanted = EnumSet.noneOf(Operation.class);
        operations.forEach(name -> wanted.add(operation(name)));
        return RecordFilter.of(tables, wanted);
    }

    Redaction redaction() {
        return Redaction.of(redacted);
    }

    private static Operation operation(String name) {
        for (Operation operation : Operation.values()) {
            if (operation.code().equals(name)
                    || operation.name().toLowerCase(Locale.ROOT).equals(name)) {
                return operation;
            }
        }
        throw new IllegalArgumentException(
                "--op takes create, read, update, delete, truncate or message; this is " + name);
    }
}
