package dev.ezcdc.cli;

import dev.ezcdc.infra.run.EmbeddedStack;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops the embedded stack. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Stop the stack and keep its data",
        description = "Stop the stack's servers. The next './cdc up' continues with the same data.")
final class DownCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        new EmbeddedStack(stackOptions.settings().withProgress(console::progress)).down();
        console.progress("stopped. The data is kept for the next ./cdc up");
        return 0;
    }
}
