package dev.ezcdc.cli;

import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.loadgen.cli.DurationConverter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the standby the primary. */
@Command(
        name = "failover",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Make the standby the primary",
        description = {
            "Promote PostgreSQL's standby, wait until the connector streams from it, and rebuild",
            "the old primary as its standby. A primary that runs is stopped cleanly first.",
            "Refuses, and changes nothing, if changes could be lost."
        })
final class FailoverCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Option(
            names = "--force",
            description = "Promote the standby even if changes are lost or the connector cannot continue.")
    private boolean force;

    @Option(
            names = "--alone",
            description = "Promote nothing: let the primary continue without its standby, which is gone. The next"
                    + " './cdc up' brings it back.")
    private boolean alone;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Time limit of each step. Default: 60s.")
    private Duration timeout = Duration.ofSeconds(60);

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        if (alone && force) {
            throw console.usageError("--alone promotes nothing, so --force has no meaning with it");
        }
        long start = System.nanoTime();
        EmbeddedStack stack =
                new EmbeddedStack(stackOptions.settings().withTimeout(timeout).withProgress(console::progress));
        if (alone) {
            stack.goOnAlone();
            return 0;
        }
        stack.failOver(force);
        double seconds = (System.nanoTime() - start) / 1e9;
        String primary = stack.primary().id();
        output.print(
                console,
                () -> Json.object().put("primary", primary).put("seconds", Json.rounded(seconds, 3)),
                out -> out.printf(
                        Locale.ROOT, "%s is the primary; streaming and protected after %.1f s%n", primary, seconds));
        return 0;
    }
}
