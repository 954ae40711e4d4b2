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

/** The options that select changes and hide columns. */
final class FilterOptions {

    @Option(
            names = "--table",
            order = 20,
            split = ",",
            paramLabel = "TABLE",
            description = "Only changes of this table: customers, or with its schema public.customers; * matches any"
                    + " text. Repeatable, or separated by commas.")
    private List<String> tables = new ArrayList<>();

    @Option(
            names = "--op",
            order = 21,
            split = ",",
            paramLabel = "OP",
            description = "Only these operations: create, read, update, delete, truncate or message, or Debezium's"
                    + " codes: c, r, u, d, t or m. Repeatable, or separated by commas.")
    private List<String> operations = new ArrayList<>();

    @Option(
            names = "--redact",
            order = 22,
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "Hide the values of this column, such as email or customers.email. Repeatable, or separated by"
                            + " commas.")
    private List<String> redacted = new ArrayList<>();

    RecordFilter filter() {
        Set<Operation> selected = EnumSet.noneOf(Operation.class);
        operations.forEach(name -> selected.add(parseOperation(name)));
        return RecordFilter.of(tables, selected);
    }

    Redaction redaction() {
        return Redaction.of(redacted);
    }

    private static Operation parseOperation(String name) {
        for (Operation operation : Operation.values()) {
            if (operation.code().equals(name)
                    || operation.name().toLowerCase(Locale.ROOT).equals(name)) {
                return operation;
            }
        }
        throw new IllegalArgumentException("--op must be create, read, update, delete, truncate or message: " + name);
    }
}
