package dev.ezcdc.cli;

import dev.ezcdc.infra.run.StackSettings;
import dev.ezcdc.instruments.corpus.CorpusCapture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Captures the benchmarks' corpora again; for maintainers. */
@Command(
        name = "corpus",
        hidden = true,
        mixinStandardHelpOptions = true,
        header = "Capture the benchmarks' records",
        description = "Capture the benchmarks' corpora from a temporary stack.")
final class CorpusCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", description = "Target directory. Default: the benchmarks' resources.")
    private Path directory = StackOptions.root().resolve("benchmarks/src/main/resources/dev/ezcdc/benchmarks/corpus");

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        Path home = Files.createTempDirectory("ezcdc-corpus");
        StackSettings settings = StackSettings.of(home, StackOptions.root().resolve("infra/servers"))
                .withPorts(0, 0, 0)
                .withProgress(console::progress);
        new CorpusCapture(settings, directory).run();
        return 0;
    }
}
