package dev.ezcdc.benchmarks.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that the benchmark commands share. */
public final class BenchOptions {

    @Option(names = "--quick", description = "Measure briefly (add --forks 1). Do not quote the results.")
    private boolean quick;

    @Option(
            names = "--forks",
            defaultValue = "2",
            paramLabel = "N",
            description =
                    "Rounds of all measurements, each in a new JVM; 0 runs all in this JVM, for debugging. Default: "
                            + "${DEFAULT-VALUE}.")
    private int forks = 2;

    @Option(names = "--json", description = "Print the result as one JSON object on standard output.")
    private boolean json;

    @Option(
            names = "--out",
            defaultValue = "${env:EZCDC_ROOT:-.}/benchmarks/reports",
            paramLabel = "DIR",
            description = "Directory for the report. Default: benchmarks/reports.")
    private Path out = Path.of(".");

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    /** Returns whether to measure briefly. */
    public boolean isQuick() {
        return quick;
    }

    /**
     * Returns the number of rounds; 0 measures in this JVM.
     *
     * @throws ParameterException if the number is negative
     */
    public int forks(CommandLine command) {
        if (forks < 0) {
            throw new ParameterException(command, "--forks must be at least 0: " + forks);
        }
        return forks;
    }

    /** Returns whether to print one JSON object. */
    public boolean isJson() {
        return json;
    }

    /** Returns the directory for the report. */
    public Path out() {
        return out;
    }

    /**
     * Runs a command and returns its exit code.
     *
     * @param name the command as users type it, for hints
     */
    public static int run(Object command, String name, String[] args, PrintStream stdout, PrintStream stderr) {
        return new CommandLine(command)
                .setOut(new PrintWriter(stdout, true, UTF_8))
                .setErr(new PrintWriter(stderr, true, UTF_8))
                .setParameterExceptionHandler((error, arguments) -> reportUsageError(error, name))
                .execute(args);
    }

    private static int reportUsageError(ParameterException error, String name) {
        PrintWriter err = error.getCommandLine().getErr();
        err.println(error.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(error, err);
        err.println("Try '" + name + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }
}
