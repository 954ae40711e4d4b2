package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.Delivery;
import dev.ezcdc.consumer.FailurePolicy;
import dev.ezcdc.consumer.StartFrom;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.deadletter.DeadLetterTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is read, as options; what they leave open comes from the environment, the file of client settings, defaults. */
final class ConsumeOptions {

    private static final String DEFAULT_TOPIC = "cdctest.public.customers";

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @ArgGroup
    private @Nullable WhichTopics which;

    private static final class WhichTopics {
        @Option(
                names = "--topic",
                order = 2,
                paramLabel = "TOPIC",
                description = "The topic to read; may be given several times. Default: KAFKA_CDC_TOPIC from the"
                        + " environment, else " + DEFAULT_TOPIC + ".")
        private List<String> names = new ArrayList<>();

        @Option(
                names = "--topics-pattern",
                order = 3,
                paramLabel = "REGEX",
                description = "Read every topic whose whole name matches, also such as are made later.")
        private @Nullable String pattern;
    }

    @Option(
            names = "--group",
            order = 4,
            paramLabel = "GROUP",
            description = "The consumer group, under whose name Kafka keeps the offsets. Default: KAFKA_CDC_GROUP_ID"
                    + " from the environment, else this host's name.")
    private @Nullable String group;

    @ArgGroup
    private @Nullable StartOptions start;

    @ArgGroup
    private @Nullable DeadLettersTo deadLettersTo;

    private static final class DeadLettersTo {
        @Option(
                names = "--dead-letter-file",
                order = 8,
                paramLabel = "FILE",
                description =
                        "Keep malformed records in this file, as JSON lines. Default: dead-letters.jsonl, made when"
                                + " the first one comes.")
        private @Nullable Path file;

        @Option(
                names = "--dead-letter-topic",
                order = 8,
                paramLabel = "TOPIC",
                description = "Keep malformed records in this topic instead.")
        private @Nullable String topic;
    }

    @Option(
            names = "--without-redeliveries",
            order = 9,
            description = "Leave out changes that the connector wrote again after a restart of its own, told by their"
                    + " position in the database's log, which is kept with the group's offsets.")
    private boolean withoutRedeliveries;

    @Mixin
    private final FilterOptions what = new FilterOptions();

    private final String defaultBootstrapServers;
    private final Map<String, String> environment;

    /** The options with the environment, the file of client settings and the defaults applied. */
    record Resolved(
            String bootstrapServers,
            Topics topics,
            String groupId,
            StartFrom startFrom,
            Map<String, String> clientProperties,
            DeadLetterTarget deadLetters) {}

    ConsumeOptions(String defaultBootstrapServers, Map<String, String> environment) {
        this.defaultBootstrapServers = defaultBootstrapServers;
        this.environment = environment;
    }

    /** An {@link IllegalArgumentException} or {@link IOException} says what is wrong with the options. */
    Resolved resolve() throws IOException {
        KafkaOptions.Connection connection = kafka.connection(defaultBootstrapServers, environment);
        String groupId = KafkaOptions.first(group, environment.get("KAFKA_CDC_GROUP_ID"), connection.group(), "");
        return new Resolved(
                connection.bootstrapServers(),
                topics(),
                groupId.isEmpty() ? hostName() : groupId,
                start == null ? StartFrom.COMMITTED_OR_EARLIEST : start.startFrom(),
                connection.clientProperties(),
                deadLetters());
    }

    /** Returns a builder with these options, except for the handler. */
    ChangeConsumer.Builder builder(Resolved resolved) {
        return ChangeConsumer.builder(resolved.bootstrapServers(), resolved.topics(), resolved.groupId())
                .startFrom(resolved.startFrom())
                .clientProperties(resolved.clientProperties())
                .deadLetters(resolved.deadLetters())
                .filter(what.filter())
                .redaction(what.redaction())
                .delivery(withoutRedeliveries ? Delivery.DEDUPLICATED : Delivery.AT_LEAST_ONCE)
                // A log that can't be written is no record's fault.
                .failurePolicy(FailurePolicy.stop());
    }

    private Topics topics() {
        if (which != null && which.pattern != null) {
            try {
                return Topics.matching(Pattern.compile(which.pattern));
            } catch (PatternSyntaxException wrong) {
                throw new IllegalArgumentException("--topics-pattern is no regular expression: " + wrong.getMessage());
            }
        }
        if (which != null && !which.names.isEmpty()) {
            return Topics.named(which.names.toArray(String[]::new));
        }
        return Topics.named(KafkaOptions.first(environment.get("KAFKA_CDC_TOPIC"), DEFAULT_TOPIC)
                .split(","));
    }

    private DeadLetterTarget deadLetters() {
        if (deadLettersTo != null && deadLettersTo.topic != null) {
            return DeadLetterTarget.topic(deadLettersTo.topic);
        }
        return DeadLetterTarget.file(
                deadLettersTo == null || deadLettersTo.file == null
                        ? Path.of("dead-letters.jsonl")
                        : deadLettersTo.file);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "ez-cdc";
        }
    }
}
