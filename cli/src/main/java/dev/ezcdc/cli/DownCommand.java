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
        description = "Stop the stack's servers. Their data stays for the next up.")
final class DownCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        new EmbeddedStack(stackOptions.settings().withProgress(console::progress)).down(); // which closes it
        console.progress("down; the data stays for the next up");
        return 0;
    }
}
