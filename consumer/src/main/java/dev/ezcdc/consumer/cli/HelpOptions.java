package dev.ezcdc.consumer.cli;

import picocli.CommandLine.Option;

/** The options that print help and version. Unlike picocli's standard ones, they are always the last in the list. */
final class HelpOptions {

    @Option(
            names = {"-h", "--help"},
            order = 100,
            usageHelp = true,
            description = "Print this help and exit.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            order = 101,
            versionHelp = true,
            description = "Print the version and exit.")
    private boolean version;
}
