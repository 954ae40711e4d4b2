package dev.ezcdc.infra.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureRemedyTest {

    @Test
    void tooLargeRecordNamesLimitsThatSuffice() {
        String cause = "org.apache.kafka.common.errors.RecordTooLargeException: The message is %d bytes when serialized"
                + " which is larger than 1048576, which is the value of the max.request.size configuration.";

        assertThat(FailureRemedy.find(cause.formatted(1_500_000))).hasValueSatisfying(text -> assertThat(text)
                .contains("./cdc up --set producer.override.max.request.size=2097152`")
                .doesNotContain("buffer.memory"));
        assertThat(FailureRemedy.find(cause.formatted(40_000_000))).hasValueSatisfying(text -> assertThat(text)
                .contains("max.request.size=67108864", "--set producer.override.buffer.memory=67108864"));
    }

    @Test
    void otherCausesHaveNoRemedyButARestart() {
        assertThat(FailureRemedy.find("org.postgresql.util.PSQLException: FATAL: the database system is starting up"))
                .isEmpty();
    }
}
