package dev.ezcdc.consumer.internal.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerNotice;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerRecordsTest {

    private final List<ConsumerNotice> notices = new ArrayList<>();
    private final WorkerRecords records = new WorkerRecords(new ConsumerListener() {
        @Override
        public void onNotice(ConsumerNotice notice) {
            notices.add(notice);
        }
    });

    private boolean includes(String key, String value) {
        return records.includes(new ConsumerRecord<>("internal", 0, 0, key.getBytes(UTF_8), value.getBytes(UTF_8)));
    }

    /** As a worker of Kafka 4.3.1 writes them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "connector-shop | {\"properties\":{\"database.password\":\"made-up\"}}",
                "task-shop-0 | {\"properties\":{\"task.class\":\"x\"}}",
                "commit-shop | {\"tasks\":1}",
                "target-state-shop | {\"state\":\"STARTED\",\"state.v2\":\"STARTED\"}",
                "session-key | {\"key\":\"AA==\",\"algorithm\":\"HmacSHA256\",\"creation-timestamp\":1}",
                "status-connector-shop | {\"state\":\"RUNNING\",\"trace\":null,\"worker_id\":\"a:8083\",\"generation\":1}",
                "status-topic-t:connector-shop | {\"topic\":{\"name\":\"t\",\"connector\":\"shop\",\"task\":0}}",
                "[\"shop\",{\"server\":\"shop\"}] | {\"lsn\":26713000}"
            })
    void recordOfAWorkerIsRecognized(String key, String value) {
        assertThat(includes(key, value)).isTrue();
        assertThat(includes(key, value)).isTrue();
        assertThat(notices).as("one notice per topic").singleElement().satisfies(notice -> assertThat(notice.message())
                .contains("topic internal")
                .doesNotContain("made-up"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":1} | {\"properties\":{}}",
                "task-1 | {\"before\":null,\"after\":{},\"op\":\"c\"}",
                "task-1 | {\"id\":1}",
                "task-1 | not JSON",
                "[1,2] | {\"lsn\":1}",
                "[\"shop\",{\"id\":1}] | {\"before\":null,\"after\":{},\"op\":\"c\"}",
                "[\"shop\",{\"id\":1}] | {\"schema\":{},\"payload\":{}}",
                "[\"shop\",{\"id\":1}] | not JSON",
                "connector-1 | {\"schema\":{},\"payload\":{},\"properties\":1}",
                "7 | {\"state\":\"RUNNING\"}"
            })
    void otherRecordIsNotSkipped(String key, String value) {
        assertThat(includes(key, value)).isFalse();
        assertThat(notices).isEmpty();
    }

    private boolean includesTombstone(String key) {
        return records.includes(new ConsumerRecord<>("internal", 0, 0, key.getBytes(UTF_8), null));
    }

    /** A key such as {@code connector-1} can be a change's, if a transform made it. */
    @Test
    void tombstoneIsSkippedOnlyInATopicWithRecordsOfAWorker() {
        assertThat(includesTombstone("connector-shop")).isFalse();
        assertThat(includes("connector-shop", "{\"properties\":{}}")).isTrue();
        assertThat(includesTombstone("connector-shop")).isTrue();
        assertThat(includesTombstone("[\"shop\",{\"server\":\"shop\"}]")).isTrue();
        assertThat(includesTombstone("{\"id\":1}")).isFalse();
        assertThat(includesTombstone("7")).isFalse();
    }
}
