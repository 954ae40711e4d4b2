package dev.ezcdc.cli;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The seed of a random workload. */
final class SeedOption {

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the workload; the same seed repeats it. Default: random, and printed.")
    private @Nullable Long seed;

    /** Returns the given seed; without one, a different random seed on each call. */
    long seedOrRandom() {
        return seed == null ? ThreadLocalRandom.current().nextLong(1L << 31) : seed;
    }
}
