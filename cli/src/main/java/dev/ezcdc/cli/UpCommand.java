package dev.ezcdc.cli;

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
        description = "Start PostgreSQL, Kafka and Kafka Connect, register the connector, and return when it streams."
                + " Run again it heals what is broken. The servers go on running: ./cdc down ends them.")
final class UpCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Option(names = "--fresh", description = "Begin with empty data: what the stack held is deleted.")
    private boolean fresh;

    @Option(names = "--json", description = "The endpoints as one JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        long start = System.nanoTime();
        EmbeddedStack.Settings settings = stackOptions.settings().withProgress(console::progress);
        EmbeddedStack stack = new EmbeddedStack(settings); // not closed: it is to stay
        if (fresh) {
            stack.deleteData();
        }
        Endpoints endpoints = stack.up();
        stackOptions.remember(endpoints);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (json) {
            console.json(Json.object()
                    .put("jdbc_url", endpoints.jdbcUrl())
                    .put("bootstrap_servers", endpoints.bootstrapServers())
                    .put("connect_url", endpoints.connectUrl().toString())
                    .put("seconds_to_streaming", Json.rounded(seconds, 3)));
        } else {
            print(console.out(), endpoints, seconds);
        }
        return 0;
    }

    private static void print(PrintWriter out, Endpoints endpoints, double seconds) {
        out.printf(Locale.ROOT, "streaming after %.1f s%n", seconds);
        out.println("  PostgreSQL  " + endpoints.jdbcUrl() + "  (user " + endpoints.user() + ")");
        out.println("  Kafka       " + endpoints.bootstrapServers());
        out.println("  Connect     " + endpoints.connectUrl());
        out.println("Next: ./cdc consume in one terminal, ./cdc sql \"INSERT INTO customers ...\" in another.");
        out.flush();
    }
}
