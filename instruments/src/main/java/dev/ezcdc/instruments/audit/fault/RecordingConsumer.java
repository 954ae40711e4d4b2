package dev.ezcdc.instruments.audit.fault;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.CommitPolicy;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.deadletter.DeadLetterTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/** A program that runs a {@code ChangeConsumer} and writes the offset and time of each handled record to a file. */
public final class RecordingConsumer implements ChangeHandler {

    /** Short, so that a short pause exceeds it. */
    static final Duration MAX_POLL_INTERVAL = Duration.ofSeconds(3);

    /** The environment variable with settings of the Kafka client, as {@link #toText} writes them. */
    static final String CLIENT_SETTINGS = "EZCDC_CLIENT_SETTINGS";

    private final OutputStream file;
    private final StringBuilder batch = new StringBuilder();

    /**
     * A handled record.
     *
     * @param nanos time of handling, as {@link System#nanoTime()}; on Linux, all processes share that clock
     */
    public record HandledRecord(long nanos, String topic, int partition, long offset) {}

    private RecordingConsumer(OutputStream file) {
        this.file = file;
    }

    /** Runs until SIGTERM. Arguments: bootstrap servers, group, file. */
    public static void main(String[] args) throws Exception {
        Path path = Path.of(args[2]);
        try (OutputStream file = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            file.write('\n'); // terminates a line that a kill truncated
            ChangeConsumer consumer = ChangeConsumer.builder(
                            args[0], Topics.matching(Pattern.compile(topicPattern())), args[1])
                    .handler(new RecordingConsumer(file))
                    .commitPolicy(CommitPolicy.every(Duration.ofMillis(300)))
                    .deadLetters(DeadLetterTarget.file(Path.of(path + ".malformed")))
                    .clientProperties(clientSettings())
                    .build();
            Runtime.getRuntime().addShutdownHook(new Thread(consumer::close));
            consumer.run();
        }
    }

    private static Map<String, String> clientSettings() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(System.getenv().getOrDefault(CLIENT_SETTINGS, "")));
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        settings.put("metadata.max.age.ms", "500");
        settings.put("session.timeout.ms", "3000");
        settings.put("heartbeat.interval.ms", "500");
        settings.put("max.poll.interval.ms", Long.toString(MAX_POLL_INTERVAL.toMillis()));
        return settings;
    }

    static String toText(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Returns a regular expression for the topics that an audit reads. */
    public static String topicPattern() {
        return "cdctest\\.(audit\\..*|transaction)";
    }

    @Override
    public void handle(ConsumedRecord received) {
        batch.append(System.nanoTime())
                .append(' ')
                .append(received.topic())
                .append(' ')
                .append(received.partition())
                .append(' ')
                .append(received.offset())
                .append(" .\n"); // the dot shows that the offset is complete
    }

    @Override
    public void flush() throws IOException {
        file.write(batch.toString().getBytes(StandardCharsets.UTF_8));
        batch.setLength(0);
    }

    static List<HandledRecord> read(Path file) throws IOException {
        List<HandledRecord> handled = new ArrayList<>();
        String text = Files.readString(file);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1)) {
            String[] parts = line.split(" ", -1);
            if (parts.length == 5) {
                handled.add(new HandledRecord(
                        Long.parseLong(parts[0]), parts[1], Integer.parseInt(parts[2]), Long.parseLong(parts[3])));
            }
        }
        return handled;
    }
}
