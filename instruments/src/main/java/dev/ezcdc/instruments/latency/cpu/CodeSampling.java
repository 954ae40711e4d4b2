package dev.ezcdc.instruments.latency.cpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Samples the code that runs in several JVMs with Java Flight Recorder: in this JVM through its API, in others through the
 * JDK's {@code jcmd}. Samples contain Java code only, not the kernel, compilers or garbage collectors. Not thread-safe.
 */
public final class CodeSampling implements AutoCloseable {
    private static final String RECORDING_NAME = "ezcdc-latency";
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final long JCMD_TIMEOUT_SECONDS = 60;
    private static final String EVENT = "jdk.ExecutionSample";

    /** Enables no other event, to limit the overhead in the sampled JVMs. */
    private static final String SETTINGS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <configuration version="2.0">
              <event name="%s"><setting name="enabled">true</setting><setting name="period">%d ms</setting></event>
            </configuration>
            """;

    private final Path folder;
    private final Recording localRecording = new Recording();
    private final Map<String, Long> sampledJvms = new LinkedHashMap<>();

    private CodeSampling(Path folder) {
        this.folder = folder;
    }

    /**
     * Starts sampling this JVM and others.
     *
     * @param jvms process ids of other JVMs on this machine, by name; JVMs that {@code jcmd} cannot reach are skipped
     */
    public static CodeSampling start(Map<String, Long> jvms) throws IOException, InterruptedException {
        CodeSampling sampling = new CodeSampling(Files.createTempDirectory("ezcdc-jfr"));
        Path settings = sampling.folder.resolve("samples.jfc");
        Files.writeString(settings, SETTINGS.formatted(EVENT, PERIOD.toMillis()));
        for (Map.Entry<String, Long> jvm : jvms.entrySet()) {
            if (runJcmd(jvm.getValue(), "JFR.start", "name=" + RECORDING_NAME, "settings=" + settings)) {
                sampling.sampledJvms.put(jvm.getKey(), jvm.getValue());
            }
        }
        sampling.localRecording.enable(EVENT).withPeriod(PERIOD);
        sampling.localRecording.start();
        return sampling;
    }

    /** Stops sampling and returns each group's share of a JVM's samples, from 0 to 1, by {@code process/group}. */
    public Map<String, Double> stop() throws IOException, InterruptedException {
        Map<String, Double> shares = new TreeMap<>();
        Path localFile = folder.resolve("local.jfr");
        localRecording.stop();
        localRecording.dump(localFile);
        add(shares, CpuUsage.THIS_JVM, localFile);
        for (Map.Entry<String, Long> jvm : sampledJvms.entrySet()) {
            Path file = folder.resolve(jvm.getValue() + ".jfr");
            if (runJcmd(jvm.getValue(), "JFR.stop", "name=" + RECORDING_NAME, "filename=" + file)
                    && Files.exists(file)) {
                add(shares, jvm.getKey(), file);
            }
        }
        return shares;
    }

    @Override
    public void close() throws IOException {
        localRecording.close();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static void add(Map<String, Double> shares, String process, Path file) throws IOException {
        Map<CodeGroup, Integer> samples = new LinkedHashMap<>();
        int total = 0;
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                RecordedStackTrace stack = event.getStackTrace();
                if (event.getEventType().getName().equals(EVENT) && stack != null) {
                    samples.merge(CodeGroup.forStack(classes(stack)), 1, Integer::sum);
                    total++;
                }
            }
        }
        for (Map.Entry<CodeGroup, Integer> group : samples.entrySet()) {
            shares.put(process + "/" + group.getKey().label(), group.getValue() / (double) total);
        }
    }

    private static List<String> classes(RecordedStackTrace stack) {
        return stack.getFrames().stream()
                .map(frame -> frame.getMethod().getType().getName())
                .toList();
    }

    /** Returns whether {@code jcmd} exists and succeeded. */
    private static boolean runJcmd(long pid, String... command) throws InterruptedException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(tool)) {
            return false;
        }
        List<String> arguments = new ArrayList<>(List.of(tool.toString(), Long.toString(pid)));
        arguments.addAll(List.of(command));
        try {
            Process process =
                    new ProcessBuilder(arguments).redirectErrorStream(true).start();
            process.getOutputStream().close();
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(JCMD_TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // this JVM cannot be sampled
        }
    }
}
