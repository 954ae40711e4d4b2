package dev.ezcdc.cli;

import dev.ezcdc.consumer.Topics;
import dev.ezcdc.infra.connector.ConnectorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The topics that {@code consume} reads by default. {@code up} stores them, so that {@code consume} need not ask Kafka
 * Connect for the captured tables.
 *
 * @param home the stack's home directory
 */
record StackTopics(Path home) {

    static final Topics CUSTOMERS = Topics.named("cdctest.public.customers");

    /** Returns the topics of the last up, else that of {@code customers}. */
    Topics read() {
        try {
            return Files.exists(file())
                    ? Topics.matching(Pattern.compile(Files.readString(file()).strip()))
                    : CUSTOMERS;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file(), e);
        }
    }

    /** Stores the topics of a registered connector: all with its prefix, unless {@code customers} is its only table. */
    void store(ConnectorConfig connector) {
        ConnectorConfig packaged = ConnectorConfig.loadDefault();
        boolean isOnlyCustomers = connector.tablePatterns().equals(packaged.tablePatterns())
                && connector.topicPrefix().equals(packaged.topicPrefix());
        try {
            if (isOnlyCustomers) {
                Files.deleteIfExists(file());
            } else {
                Files.writeString(file(), connector.topicPrefix().replace(".", "\\.") + "\\..*\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file(), e);
        }
    }

    private Path file() {
        return home.resolve("topics");
    }
}
