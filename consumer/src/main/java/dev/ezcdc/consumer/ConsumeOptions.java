package dev.ezcdc.consumer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is read, as options; what they leave open comes from the environment, the file of client settings, defaults. */
final class ConsumeOptions {

    private static final String DEFAULT_TOPIC = "cdctest.public.customers";

    @Option(
            names = "--bootstrap-servers",
            order = 1,
            paramLabel = "HOST:PORT",
            description =
                    "Where Kafka is; several by commas. Default: KAFKA_CDC_BOOTSTRAP_SERVERS from the environment,"
                            + " else localhost:29092.")
    private @Nullable String bootstrapServers;

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
            names = "--kafka-config",
            order = 8,
            paramLabel = "FILE",
            description = "A properties file with further settings for Kafka's clients, such as TLS and SASL. Default:"
                    + " the one that KAFKA_CDC_KAFKA_CONFIG names. KAFKA_CDC_CLIENT_SASL_MECHANISM in the environment"
                    + " is sasl.mechanism and wins, and so with all of them.")
    private @Nullable Path kafkaConfig;

    @Option(
            names = "--without-redeliveries",
            order = 9,
            description = "Leave out changes that the connector wrote again after a restart of its own, told by their"
                    + " position in the database's log, which is kept with the group's offsets.")
    private boolean withoutRedeliveries;

    @Mixin
    private final WhatOptions what = new WhatOptions();

    private final String defaultBootstrapServers;
    private final Map<String, String> environment;

    ConsumeOptions(String defaultBootstrapServers, Map<String, String> environment) {
        this.defaultBootstrapServers = defaultBootstrapServers;
        this.environment = environment;
    }

    /** An {@link IllegalArgumentException} or {@link IOException} says what is wrong with the options. */
    ConsumerSettings.Builder settings() throws IOException {
        Map<String, String> client = ClientSettings.read(kafkaConfig, environment);
        String servers = first(
                bootstrapServers,
                environment.get("KAFKA_CDC_BOOTSTRAP_SERVERS"),
                client.remove(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG),
                defaultBootstrapServers);
        String groupId =
                first(group, environment.get("KAFKA_CDC_GROUP_ID"), client.remove(ConsumerConfig.GROUP_ID_CONFIG), "");
        ConsumerSettings.Builder settings = ConsumerSettings.builder(
                        servers, topics(), groupId.isEmpty() ? hostName() : groupId)
                .startFrom(start == null ? StartFrom.EARLIEST : start.startFrom())
                .clientProperties(client)
                .filter(what.filter())
                .redaction(what.redaction())
                .delivery(withoutRedeliveries ? Delivery.WITHOUT_REDELIVERIES : Delivery.AT_LEAST_ONCE)
                // A log that can't be written is no record's fault.
                .failurePolicy(FailurePolicy.stop());
        if (deadLettersTo != null) {
            settings.deadLetters(deadLetters(deadLettersTo));
        }
        return settings;
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
        return Topics.named(
                first(environment.get("KAFKA_CDC_TOPIC"), DEFAULT_TOPIC).split(","));
    }

    private static DeadLetterTarget deadLetters(DeadLettersTo to) {
        if (to.topic != null) {
            return new DeadLetterTarget.ToTopic(to.topic);
        }
        return new DeadLetterTarget.ToFile(to.file == null ? Path.of("dead-letters.jsonl") : to.file);
    }

    /** The first that is given: not null, not empty. The last always is. */
    private static String first(@Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isEmpty()) {
                return candidate;
            }
        }
        return "";
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "ez-cdc";
        }
    }
}
