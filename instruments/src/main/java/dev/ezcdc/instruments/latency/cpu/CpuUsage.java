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
 * Processor time by process and by what its threads are for, from Linux's {@code /proc}; empty elsewhere. In hundredths of
 * a second since the process began; what counts is a difference.
 */
public final class CpuUsage {
    private static final Path PROC = Path.of("/proc");
    private static final long CLOCK_TICK_MICROS = 10_000;

    /** The first letters of a thread's name, and what it does; Linux keeps fifteen of them. */
    private static final Map<String, String> JOBS = jobs();

    /** The thread that polls and decodes during a measurement. Linux truncates thread names to fifteen characters. */
    public static final String CONSUMER_THREAD = "measured-consum";

    /** What this JVM is called. */
    public static final String THIS_JVM = "this command";

    /** The compilers' threads. */
    public static final String JIT_COMPILER = "JIT compiler";

    /** The collector's threads, and the VM's own. */
    public static final String GARBAGE_COLLECTOR = "garbage collector and VM";

    private static final String ENDED = "sessions and threads that have ended";

    private CpuUsage() {}

    /**
     * Microseconds by {@code process/job}; {@code process} alone is the whole of it.
     *
     * @param processes their names and ids; this JVM, with consumer and load generator, is added
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

    /** What was used in between; what is less than a hundredth of a second is left out. */
    public static Map<String, Long> difference(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> used = new LinkedHashMap<>();
        after.forEach((name, micros) -> {
            long difference = micros - before.getOrDefault(name, 0L);
            if (difference > 0) {
                used.put(name, difference);
            }
        });
        // What has ended meanwhile, or is too short to be seen by itself.
        Map<String, Long> parts = new LinkedHashMap<>();
        used.forEach((name, micros) -> {
            int slash = name.indexOf('/');
            if (slash > 0) {
                parts.merge(name.substring(0, slash), micros, Long::sum);
            }
        });
        parts.forEach((process, known) -> {
            long rest = used.getOrDefault(process, 0L) - known;
            if (rest > 0) {
                used.merge(process + "/" + ENDED, rest, Long::sum);
            }
        });
        return used;
    }

    private static void add(Map<String, Long> use, String name, long pid) {
        // A server of many processes keeps the time of those that have ended in its parent.
        List<Long> children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .toList();
        use.merge(name, cpuMicros(PROC.resolve(pid + "/stat"), !children.isEmpty()), Long::sum);
        for (long child : children) {
            long ticks = cpuMicros(PROC.resolve(child + "/stat"), true);
            use.merge(name, ticks, Long::sum);
            use.merge(name + "/" + postgresProcessName(child), ticks, Long::sum);
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
            // It has ended meanwhile.
            return;
        }
    }

    /** User and system time. */
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

    /** What a process of PostgreSQL calls itself: {@code walsender}, {@code checkpointer}; a session is a backend. */
    private static String postgresProcessName(long pid) {
        String line = read(PROC.resolve(pid + "/cmdline")).replace('\0', ' ').strip();
        String title = line.startsWith("postgres: ") ? line.substring("postgres: ".length()) : line;
        for (String known : List.of("walsender", "checkpointer", "walwriter", "background writer", "autovacuum")) {
            if (title.startsWith(known) || title.contains(" " + known)) {
                return known;
            }
        }
        return title.startsWith("io worker") ? "io worker" : "sessions";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // It has ended meanwhile.
            return "";
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
