package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.Delivery;
import dev.ezcdc.consumer.FailurePolicy;
import dev.ezcdc.consumer.StartFrom;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.deadletter.DeadLetterTarget;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
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

/**
 * The options of {@code consume} except for output. For those not given, the environment applies, then the file of client
 * settings, then defaults.
 */
final class ConsumeOptions {

    @Mixin
    private final KafkaOptions kafkaOptions = new KafkaOptions();

    @ArgGroup
    private @Nullable TopicOptions topicOptions;

    private static final class TopicOptions {
        @Option(
                names = "--topic",
                order = 12,
                paramLabel = "TOPIC",
                description = "Topic to read; repeatable. Default: KAFKA_CDC_TOPIC from the environment, else those of"
                        + " the tables that the last up captured, or cdctest.public.customers.")
        private List<String> names = new ArrayList<>();

        @Option(
                names = "--topics-pattern",
                order = 13,
                paramLabel = "REGEX",
                description = "Instead of --topic: read every topic whose full name matches, including topics created"
                        + " later.")
        private @Nullable String pattern;
    }

    @Option(
            names = "--exclude-topics",
            order = 13,
            paramLabel = "REGEX",
            description = "With --topics-pattern: do not read topics whose full name matches.")
    private @Nullable String excludedTopics;

    @Option(
            names = "--group",
            order = 14,
            paramLabel = "GROUP",
            description = "Consumer group that commits the offsets. Default: KAFKA_CDC_GROUP_ID from the environment,"
                    + " else group.id from the client settings, else this host's name.")
    private @Nullable String group;

    @ArgGroup
    private @Nullable StartOptions startOptions;

    @ArgGroup
    private @Nullable DeadLetterOptions deadLetterOptions;

    private static final class DeadLetterOptions {
        @Option(
                names = "--dead-letter-file",
                order = 40,
                paramLabel = "FILE",
                description =
                        "File for records that cannot be decoded, as JSON lines. It is created with the first such"
                                + " record. Default: dead-letters.jsonl.")
        private @Nullable Path file;

        @Option(
                names = "--dead-letter-topic",
                order = 41,
                paramLabel = "TOPIC",
                description = "Topic for records that cannot be decoded, instead of a file.")
        private @Nullable String topic;
    }

    @Option(
            names = "--without-redeliveries",
            order = 34,
            description =
                    "Skip changes that a restarted connector wrote again. The last 300 changes of each partition are"
                            + " stored with the group's offsets.")
    private boolean withoutRedeliveries;

    @Option(
            names = "--flattened-rows",
            order = 35,
            description = "Also decode rows that the transform ExtractNewRecordState took out of their envelopes.")
    private boolean flattenedRows;

    @Mixin
    private final FilterOptions filterOptions = new FilterOptions();

    private final KafkaOptions.Defaults defaults;
    private final Map<String, String> environment;

    /** The options with the environment, the file of client settings and the defaults applied. */
    record Resolved(
            String bootstrapServers,
            Topics topics,
            String groupId,
            StartFrom startFrom,
            Map<String, String> clientProperties,
            DeadLetterTarget deadLetters) {}

    ConsumeOptions(KafkaOptions.Defaults defaults, Map<String, String> environment) {
        this.defaults = defaults;
        this.environment = environment;
    }

    /**
     * Applies the environment, the client settings and the defaults.
     *
     * @throws IllegalArgumentException if an option is invalid
     * @throws IOException if a file cannot be read
     */
    Resolved resolve() throws IOException {
        KafkaOptions.Connection connection = kafkaOptions.connection(defaults, environment);
        String groupId = KafkaOptions.firstNonEmpty(group, environment.get("KAFKA_CDC_GROUP_ID"), connection.group());
        return new Resolved(
                connection.bootstrapServers(),
                topics(),
                groupId.isEmpty() ? hostName() : groupId,
                startOptions == null ? StartFrom.COMMITTED_OR_EARLIEST : startOptions.startFrom(),
                connection.clientProperties(),
                deadLetterTarget());
    }

    /** Returns a builder with these options, except for the handler. */
    ChangeConsumer.Builder builder(Resolved resolved) {
        return ChangeConsumer.builder(resolved.bootstrapServers(), resolved.topics(), resolved.groupId())
                .startFrom(resolved.startFrom())
                .clientProperties(resolved.clientProperties())
                .deadLetters(resolved.deadLetters())
                .filter(filterOptions.filter())
                .redaction(filterOptions.redaction())
                .decoder(EnvelopeDecoder.builder().flattenedRows(flattenedRows).build()::decode)
                .delivery(withoutRedeliveries ? Delivery.DEDUPLICATED : Delivery.AT_LEAST_ONCE)
                // A failed write to the output is not the record's fault, so the record must not be dead-lettered.
                .failurePolicy(FailurePolicy.stop());
    }

    private Topics topics() {
        if (topicOptions != null && topicOptions.pattern != null) {
            Topics.Matching matching = Topics.matching(compile("--topics-pattern", topicOptions.pattern));
            return excludedTopics == null ? matching : matching.excluding(compile("--exclude-topics", excludedTopics));
        }
        if (excludedTopics != null) {
            throw new IllegalArgumentException("--exclude-topics requires --topics-pattern");
        }
        if (topicOptions != null && !topicOptions.names.isEmpty()) {
            return Topics.named(topicOptions.names.toArray(String[]::new));
        }
        String names = KafkaOptions.firstNonEmpty(environment.get("KAFKA_CDC_TOPIC"));
        return names.isEmpty() ? defaults.topics() : Topics.named(names.split(","));
    }

    private static Pattern compile(String option, String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException invalid) {
            throw new IllegalArgumentException(option + " is not a valid regular expression: " + invalid.getMessage());
        }
    }

    private DeadLetterTarget deadLetterTarget() {
        if (deadLetterOptions != null && deadLetterOptions.topic != null) {
            return DeadLetterTarget.topic(deadLetterOptions.topic);
        }
        return DeadLetterTarget.file(
                deadLetterOptions == null || deadLetterOptions.file == null
                        ? Path.of("dead-letters.jsonl")
                        : deadLetterOptions.file);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unknownHost) {
            return "ez-cdc";
        }
    }
}
