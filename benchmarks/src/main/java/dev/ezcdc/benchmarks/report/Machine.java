package dev.ezcdc.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The machine that measured.
 *
 * @param cores cores available to the JVM
 * @param memoryBytes memory of the machine or its container
 * @param loadAverage load average of the last minute before measuring; null where the system reports none
 */
public record Machine(
        String cpu,
        int cores,
        long memoryBytes,
        String os,
        String jdk,
        @Nullable Double loadAverage) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** Returns the current state of this machine. */
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

    /** Returns the memory in GiB, rounded. */
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
