package dev.ezcdc.cli;

import dev.ezcdc.consumer.cli.ShutdownHook;
import dev.ezcdc.infra.profile.Profile;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.instruments.audit.Audit;
import dev.ezcdc.instruments.audit.AuditReport;
import dev.ezcdc.instruments.audit.AuditStack;
import dev.ezcdc.instruments.audit.fault.Fault;
import dev.ezcdc.instruments.audit.fault.Faults;
import dev.ezcdc.loadgen.cli.DurationConverter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Faults, and the proof of what came of them. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Break a stack on purpose, and prove from the database whether a change was lost. The stack is the"
                        + " audit's own: it is started for that and deleted again.")
final class AuditCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--faults",
            paramLabel = "NAME",
            split = ",",
            description = "Which, by commas; all if not given. --list says which there are.")
    private List<String> faults = List.of("all");

    @Option(names = "--seeds", paramLabel = "N", description = "How often each (default: ${DEFAULT-VALUE}).")
    private int seeds = 1;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "The first of the seeds; the same one writes the same and strikes alike. Random if not given.")
    private @Nullable Long seed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Transactions a second meanwhile (default: ${DEFAULT-VALUE}).")
    private int rate = 150;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "A soak: faults chosen by chance for so long, such as 30m, and what memory and files grew by.")
    private @Nullable Duration soak;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "What the stack is tuned for, one of infra/profiles or a file like those (default: ${DEFAULT-VALUE});"
                            + " stock has Debezium's own connector, without our safe offsets.")
    private String profile = "balanced";

    @Option(names = "--list", description = "Say which faults there are and what must come of each; do nothing.")
    private boolean list;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "Where the audit's stack, its ledgers and report.html are kept, in a new folder; its servers' data is deleted"
                            + " at the end. Default: .cdc/audit in this folder.")
    private Path home = StackOptions.root().resolve(".cdc/audit");

    @Option(names = "--json", description = "The sums as one JSON object, alone on standard output.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        if (list) {
            Faults.all().forEach(fault -> console.out()
                    .printf(Locale.ROOT, "%-26s %s: %s%n", fault.name(), fault.description(), fault.expected()));
            return 0;
        }
        Files.createDirectories(home);
        Path folder = Files.createTempDirectory(home, "run-").toAbsolutePath();
        long first = seed == null ? ThreadLocalRandom.current().nextLong(1L << 31) : seed;
        EmbeddedStack.Settings servers = EmbeddedStack.Settings.of(
                        folder.resolve("stack"), StackOptions.root().resolve("infra/servers"))
                .withPorts(0, 0, 0)
                .withTuning(Tuning.of(Profile.load(profile)));
        List<Fault> chosen = chosen();
        String often = soak == null ? ", " + seeds + " times each" : ", by chance for " + soak.toSeconds() + " s";
        console.progress(chosen.size() + " faults" + often + ", from seed " + first + "; ledgers in " + folder);
        AuditStack stack = soak == null ? AuditStack.forProcesses(servers) : AuditStack.forSoak(servers);
        Audit audit = new Audit(stack, new Audit.Settings(chosen, first, seeds, rate, soak, folder), console::progress);
        ShutdownHook signals = ShutdownHook.install(audit::stop, PATIENCE);
        int exitCode = 1;
        try {
            AuditReport report = audit.run();
            report.print(json ? console.err() : console.out());
            report.writePage(folder.resolve("report.html"));
            console.progress("report in " + folder.resolve("report.html"));
            if (json) {
                console.json(report.toJson());
            }
            exitCode = report.passed() ? 0 : 1;
        } finally {
            signals.complete(exitCode);
        }
        return exitCode;
    }

    private List<Fault> chosen() {
        if (seeds < 1 || rate < 1) {
            throw wrong("--seeds and --rate are at least 1");
        }
        try {
            return Faults.named(faults);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private CommandLine.ParameterException wrong(String message) {
        if (spec == null) {
            throw new IllegalStateException("to be called by picocli's CommandLine.execute");
        }
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
