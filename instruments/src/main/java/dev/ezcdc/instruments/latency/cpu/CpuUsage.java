package dev.ezcdc.instruments.latency.cpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * CPU time by process and by the job of its threads, from Linux's {@code /proc}; empty on other systems. Values count from
 * the start of a process with a resolution of 10 ms, so only differences are meaningful.
 */
public final class CpuUsage {
    private static final Path PROC = Path.of("/proc");
    private static final long CLOCK_TICK_MICROS = 10_000;

    /** Jobs by thread-name prefix. Linux truncates thread names to fifteen characters. */
    private static final Map<String, String> JOBS = jobs();

    /** Name of the thread that polls and decodes during a measurement, truncated to Linux's fifteen characters. */
    public static final String CONSUMER_THREAD = "measured-consum";

    /** Name of this JVM. */
    public static final String THIS_JVM = "this command";

    /** Job of the JIT compiler's threads. */
    public static final String JIT_COMPILER = "JIT compiler";

    /** Job of the garbage collector's threads and of internal VM threads. */
    public static final String GARBAGE_COLLECTOR = "garbage collector and VM";

    private static final String ENDED = "sessions and threads that have ended";

    private CpuUsage() {}

    /**
     * Returns the CPU time in microseconds by {@code process/job}. The key {@code process} has the sum of its jobs.
     *
     * @param processes process ids by name; this JVM, with consumer and load generator, is added
     */
    public static Map<String, Long> sample(Map<String, Long> processes) {
        Map<String, Long> use = new TreeMap<>();
        if (!Files.isDirectory(PROC.resolve("self/task"))) {
            return use;
        }
        processes.forEach((name, pid) -> add(use, name, pid));
        add(use, THIS_JVM, ProcessHandle.current().pid());
        return use;
    }

    /** Returns the CPU time between two samples, without entries below the resolution. */
    public static Map<String, Long> difference(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> used = new LinkedHashMap<>();
        after.forEach((name, micros) -> {
            long difference = micros - before.getOrDefault(name, 0L);
            if (difference > 0) {
                used.put(name, difference);
            }
        });
        // The remainder belongs to threads that have ended, or whose time is below the resolution.
        Map<String, Long> parts = new LinkedHashMap<>();
        used.forEach((name, micros) -> {
            int slash = name.indexOf('/');
            if (slash > 0) {
                parts.merge(name.substring(0, slash), micros, Long::sum);
            }
        });
        parts.forEach((process, sum) -> {
            long remainder = used.getOrDefault(process, 0L) - sum;
            if (remainder > 0) {
                used.merge(process + "/" + ENDED, remainder, Long::sum);
            }
        });
        return used;
    }

    private static void add(Map<String, Long> use, String name, long pid) {
        // PostgreSQL's postmaster accounts for the time of its ended child processes.
        List<Long> children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .toList();
        use.merge(name, cpuMicros(PROC.resolve(pid + "/stat"), !children.isEmpty()), Long::sum);
        for (long child : children) {
            long micros = cpuMicros(PROC.resolve(child + "/stat"), true);
            use.merge(name, micros, Long::sum);
            use.merge(name + "/" + postgresProcessName(child), micros, Long::sum);
        }
        if (children.isEmpty()) {
            addThreads(use, name, pid);
        }
    }

    private static void addThreads(Map<String, Long> use, String name, long pid) {
        try (Stream<Path> tasks = Files.list(PROC.resolve(pid + "/task"))) {
            for (Path task : tasks.toList()) {
                String thread = read(task.resolve("comm")).strip();
                String job = JOBS.entrySet().stream()
                        .filter(entry -> thread.startsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("other threads");
                use.merge(name + "/" + job, cpuMicros(task.resolve("stat"), false), Long::sum);
            }
        } catch (IOException e) {
            return; // the process has ended
        }
    }

    /** Returns user and system time in microseconds. */
    private static long cpuMicros(Path stat, boolean withEndedChildren) {
        String line = read(stat);
        if (line.isEmpty()) {
            return 0;
        }
        String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1);
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        if (withEndedChildren) {
            ticks += Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
        }
        return ticks * CLOCK_TICK_MICROS;
    }

    /** Returns the kind of a PostgreSQL process, such as {@code walsender}; backends are {@code sessions}. */
    private static String postgresProcessName(long pid) {
        String line = read(PROC.resolve(pid + "/cmdline")).replace('\0', ' ').strip();
        String title = line.startsWith("postgres: ") ? line.substring("postgres: ".length()) : line;
        for (String kind : List.of("walsender", "checkpointer", "walwriter", "background writer", "autovacuum")) {
            if (title.startsWith(kind) || title.contains(" " + kind)) {
                return kind;
            }
        }
        return title.startsWith("io worker") ? "io worker" : "sessions";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // the process or thread has ended
        }
    }

    private static Map<String, String> jobs() {
        Map<String, String> jobs = new LinkedHashMap<>();
        jobs.put("C1 Compiler", JIT_COMPILER);
        jobs.put("C2 Compiler", JIT_COMPILER);
        jobs.put("VM Thread", GARBAGE_COLLECTOR);
        jobs.put("GC Thread", GARBAGE_COLLECTOR);
        jobs.put("G1 ", GARBAGE_COLLECTOR);
        jobs.put(CONSUMER_THREAD, "consumer: poll and decode");
        jobs.put("loadgen", "load generator");
        jobs.put("task-thread-", "task: converter, producer's batches");
        jobs.put("debezium-", "Debezium's reader");
        jobs.put("kafka-producer-", "producer: network");
        jobs.put("data-plane-kafk", "network and requests");
        return jobs;
    }
}
