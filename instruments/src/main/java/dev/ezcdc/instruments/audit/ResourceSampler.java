package dev.ezcdc.instruments.audit;

import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.StackStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Samples the memory of each server and the size of its files at a fixed interval, on its own thread. Thread-safe. */
final class ResourceSampler implements AutoCloseable {

    private final AuditStack stack;
    private final Duration interval;
    private final long startNanos = System.nanoTime();
    private final List<Sample> samples = new ArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread sampler = new Thread(task, "resources");
        sampler.setDaemon(true);
        return sampler;
    });

    /**
     * The resource usage at one time.
     *
     * @param millis time since the creation of the sampler
     * @param bytes bytes by resource; a server that is not running is missing
     */
    public record Sample(long millis, Map<String, Long> bytes) {
        public Sample {
            bytes = Map.copyOf(bytes);
        }
    }

    ResourceSampler(AuditStack stack, Duration interval) {
        this.stack = stack;
        this.interval = interval;
    }

    void start() {
        thread.scheduleWithFixedDelay(this::sample, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    List<Sample> samples() {
        synchronized (samples) {
            return List.copyOf(samples);
        }
    }

    private void sample() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        try {
            for (StackStatus.Server server : stack.stack().status().servers()) {
                Long pid = server.pid();
                if (pid != null) {
                    long memory = memoryBytes(pid, server.service() == StackService.POSTGRES);
                    if (memory > 0) {
                        bytes.put("memory of " + server.node().title(), memory);
                    }
                }
            }
            bytes.put("memory of the audit", memoryBytes(ProcessHandle.current().pid(), false));
            for (String folder : List.of("postgres", "postgres/pg_wal", "kafka", "logs")) {
                bytes.put("files in " + folder, directorySize(stack.home().resolve(folder)));
            }
        } catch (IOException | UncheckedIOException e) {
            return; // a server is stopping; the next sample suffices
        }
        synchronized (samples) {
            samples.add(
                    new Sample(Duration.ofNanos(System.nanoTime() - startNanos).toMillis(), bytes));
        }
    }

    /**
     * Returns the resident memory of a process, or the sum of the anonymous memory of a process and its descendants. The
     * sum excludes shared memory, which PostgreSQL's processes would otherwise count several times.
     */
    private static long memoryBytes(long pid, boolean withChildren) throws IOException {
        long bytes = residentBytes(pid, withChildren ? "RssAnon:" : "VmRSS:");
        if (withChildren) {
            for (ProcessHandle child : ProcessHandle.of(pid).stream()
                    .flatMap(ProcessHandle::descendants)
                    .toList()) {
                bytes += residentBytes(child.pid(), "RssAnon:");
            }
        }
        return bytes;
    }

    private static long residentBytes(long pid, String field) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> 1024
                            * Long.parseLong(line.substring(field.length())
                                    .toLowerCase(Locale.ROOT)
                                    .replace("kb", "")
                                    .strip()))
                    .findFirst()
                    .orElse(0);
        } catch (NoSuchFileException e) {
            return 0; // the process has ended, or the system has no /proc
        }
    }

    private static long directorySize(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(ResourceSampler::fileSize).sum();
        }
    }

    private static long fileSize(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0; // deleted since it was listed
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
