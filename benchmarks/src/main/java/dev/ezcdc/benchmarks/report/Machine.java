package dev.ezcdc.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the figures were measured on.
 *
 * @param cores that the JVM may use
 * @param memoryBytes that the machine (or its container) has
 * @param load the load average of the last minute before measuring, or null where the system tells none: what else was
 *     running
 */
public record Machine(
        String cpu,
        int cores,
        long memoryBytes,
        String os,
        String jdk,
        @Nullable Double load) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** This machine, now. */
    public static Machine current() {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        double load = system.getSystemLoadAverage();
        return new Machine(
                readCpu(),
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + " ("
                        + System.getProperty("java.vendor") + ")",
                load < 0 ? null : (Double) load);
    }

    /** In GiB, rounded. */
    long memoryGib() {
        return Math.round(memoryBytes / (double) (1L << 30));
    }

    private static String readCpu() {
        if (!Files.isReadable(CPU_INFO)) {
            return "unknown (" + System.getProperty("os.arch") + ")";
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown (" + System.getProperty("os.arch") + ")");
        } catch (IOException e) {
            return "unknown (" + e.getMessage() + ")";
        }
    }
}
