package dev.ezcdc.instruments.latency.cpu;

import java.util.List;
import java.util.Optional;

/** Purposes of Java code, derived from the class of the innermost stack frame that belongs to a known package. */
public enum CodeGroup {
    CONVERTER(
            "converter: records to JSON",
            "org.apache.kafka.connect.json.",
            "com.fasterxml.jackson.",
            "dev.ezcdc.connect."),
    COMPRESSION("compression", "org.apache.kafka.common.compress.", "net.jpountz.", "com.github.luben."),
    JDBC_DRIVER("PostgreSQL's driver", "org.postgresql."),
    DEBEZIUM("Debezium", "io.debezium."),
    PRODUCER("producer: batches and sending", "org.apache.kafka.clients.producer."),
    CONSUMER("Kafka's consumer", "org.apache.kafka.clients.consumer."),
    KAFKA_CLIENT("Kafka's network client", "org.apache.kafka.clients."),
    CONNECT("Connect's own work", "org.apache.kafka.connect."),
    DECODER("decoder", "dev.ezcdc.envelope."),
    CONSUMER_LOOP("consumer's loop", "dev.ezcdc.consumer."),
    LOAD("load generator", "dev.ezcdc.loadgen.", "net.datafaker."),
    MEASURING("measuring", "dev.ezcdc.instruments.", "dev.ezcdc.cli.", "org.HdrHistogram."),
    BROKER("broker: requests and log", "kafka.", "org.apache.kafka.server.", "org.apache.kafka.storage."),
    NETWORK("network", "org.apache.kafka.common.network.", "sun.nio.", "java.net."),
    KAFKA("Kafka's records and protocol", "org.apache.kafka."),
    LOGGING("logging", "org.apache.logging.", "org.slf4j."),
    OTHER("other");

    private final String label;
    private final List<String> packages;

    CodeGroup(String label, String... packages) {
        this.label = label;
        this.packages = List.of(packages);
    }

    public String label() {
        return label;
    }

    /**
     * Returns the group of a stack.
     *
     * @param classes class names of the frames, the innermost first
     */
    static CodeGroup forStack(List<String> classes) {
        return classes.stream()
                .map(CodeGroup::forClass)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(OTHER);
    }

    /** Returns the first matching group in declaration order, or empty for JDK classes, which count for their callers. */
    private static Optional<CodeGroup> forClass(String name) {
        for (CodeGroup group : values()) {
            for (String prefix : group.packages) {
                if (name.startsWith(prefix)) {
                    return Optional.of(group);
                }
            }
        }
        return Optional.empty();
    }
}
