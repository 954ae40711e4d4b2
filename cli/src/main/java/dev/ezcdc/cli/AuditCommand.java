package dev.ezcdc.cli;

import dev.ezcdc.consumer.cli.ShutdownHook;
import dev.ezcdc.infra.Topology;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.profile.Profile;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.run.StackSettings;
import dev.ezcdc.infra.tls.TlsHome;
import dev.ezcdc.instruments.audit.Audit;
import dev.ezcdc.instruments.audit.AuditReport;
import dev.ezcdc.instruments.audit.AuditStack;
import dev.ezcdc.instruments.audit.fault.Fault;
import dev.ezcdc.instruments.audit.fault.Faults;
import dev.ezcdc.instruments.audit.fault.cluster.ClusterFaults;
import dev.ezcdc.loadgen.cli.DurationConverter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Injects faults into a temporary stack and checks that no change was lost. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Inject faults and check for lost changes",
        description = {
            "Start a temporary stack, write a seeded workload, and inject faults: kill,",
            "freeze and disconnect servers, drop and move slots, alter tables. Then compare",
            "every committed transaction with every event received. Each fault must have its",
            "expected outcome (--list). The seed determines workload and timing."
        })
final class AuditCommand implements Callable<Integer> {

    private static final Duration GRACE_PERIOD = Duration.ofSeconds(90);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--faults",
            paramLabel = "NAME",
            split = ",",
            description = "Faults to inject, separated by commas; --list prints them. Default: all.")
    private List<String> faults = List.of("all");

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Run each fault with N consecutive seeds, starting at --seed. Default: ${DEFAULT-VALUE}.")
    private int seeds = 1;

    @Mixin
    private final SeedOption seed = new SeedOption();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Transactions per second of the workload. Default: ${DEFAULT-VALUE}.")
    private int rate = 150;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "Soak test: inject random faults for this long, such as 30m, and report the growth of memory and files.")
    private @Nullable Duration soak;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "Profile of the stack: a name from infra/profiles, or a file. The profile stock uses Debezium's connector"
                            + " without safe offsets. Default: ${DEFAULT-VALUE}.")
    private String profile = "balanced";

    @Option(
            names = "--cluster",
            description = "Inject the faults of a highly available stack: three brokers, two workers, a primary and its"
                    + " standby.")
    private boolean cluster;

    @Option(names = "--tls", description = "Let all servers require TLS and passwords.")
    private boolean tls;

    @Option(names = "--list", description = "Print the faults and their expected outcomes, and exit.")
    private boolean list;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "Directory for the run's directory, which keeps ledgers and report.html; the data of the servers is"
                            + " deleted at the end. Default: .cdc/audit in the project directory.")
    private Path home = StackOptions.root().resolve(".cdc/audit");

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        if (list) {
            available().forEach(fault -> console.out()
                    .printf(Locale.ROOT, "%-40s %s: %s%n", fault.name(), fault.description(), fault.expected()));
            return 0;
        }
        List<Fault> selected = select(console);
        Files.createDirectories(home);
        Path runDirectory = Files.createTempDirectory(home, "run-").toAbsolutePath();
        long firstSeed = seed.seedOrRandom();
        if (tls) {
            TlsHome.create(runDirectory.resolve("stack"));
        }
        StackSettings servers = StackSettings.of(
                        runDirectory.resolve("stack"), StackOptions.root().resolve("infra/servers"))
                .withPorts(0, 0, 0)
                .withTopology(cluster ? ClusterFaults.TOPOLOGY : Topology.SINGLE)
                .withTuning(Tuning.of(Profile.load(profile)));
        String runs =
                soak == null ? " faults, " + seeds + " runs each" : " faults at random for " + soak.toSeconds() + " s";
        console.progress(selected.size() + runs + ", first seed " + firstSeed + ", ledgers in " + runDirectory);
        AuditStack stack = soak == null ? AuditStack.forProcesses(servers) : AuditStack.forSoak(servers);
        Audit audit = new Audit(
                stack, new Audit.Settings(selected, firstSeed, seeds, rate, soak, runDirectory), console::progress);
        ShutdownHook signals = ShutdownHook.install(audit::stop, GRACE_PERIOD);
        int exitCode = 1;
        try {
            AuditReport report = audit.run();
            report.print(output.isJson() ? console.err() : console.out());
            report.writePage(runDirectory.resolve("report.html"));
            console.progress("report: " + runDirectory.resolve("report.html"));
            if (output.isJson()) {
                console.json(report.toJson());
            }
            exitCode = report.passed() ? 0 : 1;
        } finally {
            TlsHome.find(runDirectory.resolve("stack"))
                    .ifPresent(secrets -> Directories.deleteRecursively(secrets.directory()));
            signals.complete(exitCode);
        }
        return exitCode;
    }

    private List<Fault> available() {
        return cluster ? ClusterFaults.all() : Faults.all();
    }

    private List<Fault> select(Console console) {
        if (seeds < 1) {
            throw console.usageError("--seeds must be at least 1: " + seeds);
        }
        if (cluster && (tls || soak != null)) {
            throw console.usageError("--cluster excludes --tls and --for");
        }
        if (rate < 1) {
            throw console.usageError("--rate must be at least 1: " + rate);
        }
        try {
            return Faults.named(faults, available());
        } catch (IllegalArgumentException e) {
            throw console.usageError(String.valueOf(e.getMessage()));
        }
    }
}
