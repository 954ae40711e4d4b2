package dev.ezcdc.instruments.audit.fault;

import dev.ezcdc.infra.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A consumer in a separate JVM, which can be killed and paused. It writes the records that it handled to a file. Not
 * thread-safe.
 */
public final class ConsumerProcess implements AutoCloseable {

    private final List<String> command;
    private final Path file;
    private final String clientSettings;
    private @Nullable Process process;

    /**
     * Creates the consumer without starting it.
     *
     * @param file the file that the consumer writes to; it is kept when the consumer is restarted
     */
    public ConsumerProcess(Endpoints endpoints, String group, Path file) {
        this.file = file;
        this.clientSettings = RecordingConsumer.toText(endpoints.security().kafkaClient());
        command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RecordingConsumer.class.getName()));
        command.addAll(List.of(endpoints.bootstrapServers(), group, file.toString()));
    }

    public void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(Path.of(file + ".log").toFile()));
        // Not an argument, because it can contain a password.
        builder.environment().put(RecordingConsumer.CLIENT_SETTINGS, clientSettings);
        process = builder.start();
    }

    /** Kills the process ({@code kill -9}) and waits for its end. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Stops the process cleanly, or kills it if it has not exited after 10 seconds. */
    @Override
    public void close() throws IOException, InterruptedException {
        if (process != null && process.isAlive()) {
            resume();
            process.destroy();
            if (!process.waitFor(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        if (process != null) {
            new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }
    }

    /** Returns the records handled so far. A line that a kill truncated is skipped. */
    public List<RecordingConsumer.HandledRecord> handledRecords() throws IOException {
        return Files.exists(file) ? RecordingConsumer.read(file) : List.of();
    }
}
