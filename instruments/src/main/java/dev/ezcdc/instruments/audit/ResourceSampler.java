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

/** Looks every few seconds how much memory each server takes, and how much disk. Owns its thread; thread-safe. */
final class ResourceSampler implements AutoCloseable {

    private final AuditStack stack;
    private final Duration interval;
    private final long startNanos = System.nanoTime();
    private final List<Sample> samples = new ArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "resources");
        made.setDaemon(true);
        return made;
    });

    /**
     * One look.
     *
     * @param bytes by what takes them; what does not run is not there
     */
    public record Sample(long millis, Map<String, Long> bytes) {
        public Sample {
            bytes = Map.copyOf(bytes);
        }
    }

    ResourceSampler(AuditStack stack, Duration every) {
        this.stack = stack;
        this.interval = every;
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
                    long memory = memoryBytes(pid, server.component() == StackService.POSTGRES);
                    if (memory > 0) {
                        bytes.put("memory of " + server.component().title(), memory);
                    }
                }
            }
            bytes.put("memory of the audit", memoryBytes(ProcessHandle.current().pid(), false));
            for (String folder : List.of("postgres", "postgres/pg_wal", "kafka", "logs")) {
                bytes.put("files in " + folder, directorySize(stack.home().resolve(folder)));
            }
        } catch (IOException | UncheckedIOException e) {
            return; // a server that ends at this moment: the next look will do
        }
        synchronized (samples) {
            samples.add(
                    new Sample(Duration.ofNanos(System.nanoTime() - startNanos).toMillis(), bytes));
        }
    }

    /**
     * What a process holds of its own and of files. Of PostgreSQL, which is many processes over one shared memory, it is
     * the sum of what each has for itself.
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
            return 0; // ended, or not a system that tells
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
            return 0; // deleted meanwhile
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
