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
 * Which code runs in several JVMs: Java Flight Recorder looks at their threads many times a second, here through its API
 * and elsewhere through the JDK's {@code jcmd}. Only Java code is seen; the kernel, compilers and collectors are not.
 */
public final class CodeSampling implements AutoCloseable {
    private static final String RECORDING_NAME = "ezcdc-latency";
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final long JCMD_TIMEOUT_SECONDS = 60;
    private static final String EVENT = "jdk.ExecutionSample";

    /** Nothing else: what is looked at should be disturbed little. */
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

    /** @param jvms other JVMs of this machine by name; those that can't be looked at are left out */
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

    /** Ends it: each group's share of a JVM's samples, by {@code process/group}. */
    public Map<String, Double> stop() throws IOException, InterruptedException {
        Map<String, Double> shares = new TreeMap<>();
        Path ownFile = folder.resolve("own.jfr");
        localRecording.stop();
        localRecording.dump(ownFile);
        add(shares, CpuUsage.THIS_JVM, ownFile);
        for (Map.Entry<String, Long> jvm : sampledJvms.entrySet()) {
            Path file = folder.resolve(jvm.getValue() + ".jfr");
            if (runJcmd(jvm.getValue(), "JFR.stop", "name=" + RECORDING_NAME, "filename=" + file) && Files.exists(file)) {
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
        int all = 0;
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                RecordedStackTrace stack = event.getStackTrace();
                if (event.getEventType().getName().equals(EVENT) && stack != null) {
                    samples.merge(CodeGroup.forStack(classes(stack)), 1, Integer::sum);
                    all++;
                }
            }
        }
        for (Map.Entry<CodeGroup, Integer> group : samples.entrySet()) {
            shares.put(process + "/" + group.getKey().label(), group.getValue() / (double) all);
        }
    }

    private static List<String> classes(RecordedStackTrace stack) {
        return stack.getFrames().stream()
                .map(frame -> frame.getMethod().getType().getName())
                .toList();
    }

    /** Whether the JDK's tool is there and did what it was told. */
    private static boolean runJcmd(long pid, String... command) throws InterruptedException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(tool)) {
            return false;
        }
        List<String> all = new ArrayList<>(List.of(tool.toString(), Long.toString(pid)));
        all.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
            process.getOutputStream().close();
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(JCMD_TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            // Not to be looked at, then.
            return false;
        }
    }
}
