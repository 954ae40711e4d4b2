package dev.ezcdc.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.run.EmbeddedStack;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the embedded stack and leaves it running. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Start or repair the stack",
        description = {
            "Start PostgreSQL, Kafka and Kafka Connect, register the connector, and return",
            "when it streams. Safe to rerun: it repairs whatever is down. The servers keep",
            "running until './cdc down'."
        })
final class UpCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Option(names = "--fresh", description = "Delete the stack's data first.")
    private boolean fresh;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        long start = System.nanoTime();
        EmbeddedStack.Settings settings = stackOptions.settings().withProgress(console::progress);
        EmbeddedStack stack = new EmbeddedStack(settings); // not closed, because its servers stay up
        if (fresh) {
            stack.deleteData();
        }
        Endpoints endpoints = stack.up();
        stackOptions.storePorts(endpoints);
        double seconds = (System.nanoTime() - start) / 1e9;
        output.print(console, () -> json(endpoints, seconds), out -> print(out, endpoints, seconds));
        return 0;
    }

    private static ObjectNode json(Endpoints endpoints, double seconds) {
        return Json.object()
                .put("jdbc_url", endpoints.jdbcUrl())
                .put("bootstrap_servers", endpoints.bootstrapServers())
                .put("connect_url", endpoints.connectUrl().toString())
                .put("seconds_to_streaming", Json.rounded(seconds, 3));
    }

    private static void print(PrintWriter out, Endpoints endpoints, double seconds) {
        out.printf(Locale.ROOT, "streaming after %.1f s%n", seconds);
        out.println("  PostgreSQL  " + endpoints.jdbcUrl() + "  (user " + endpoints.user() + ")");
        out.println("  Kafka       " + endpoints.bootstrapServers());
        out.println("  Connect     " + endpoints.connectUrl());
        out.println("Next: ./cdc consume in one terminal, ./cdc sql \"INSERT INTO customers ...\" in another.");
    }
}
