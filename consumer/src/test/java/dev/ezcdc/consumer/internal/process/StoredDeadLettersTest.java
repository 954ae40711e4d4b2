package dev.ezcdc.consumer.internal.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerNotice;
import dev.ezcdc.consumer.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class StoredDeadLettersTest {

    private final List<ConsumerNotice> notices = new ArrayList<>();
    private final ConsumerListener listener = new ConsumerListener() {
        @Override
        public void onNotice(ConsumerNotice notice) {
            notices.add(notice);
        }
    };

    private static ConsumerRecord<byte[], byte[]> record(String... headers) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("letters", 0, 0, new byte[] {1}, new byte[] {2});
        for (String header : headers) {
            record.headers().add(header, "x".getBytes(UTF_8));
        }
        return record;
    }

    private boolean isSkipped(Topics topics, String... headers) {
        return new StoredDeadLetters(topics, listener).includes(record(headers));
    }

    @Test
    void patternSkipsDeadLettersOfAnyGroup() {
        StoredDeadLetters deadLetters = new StoredDeadLetters(Topics.matching(Pattern.compile(".*")), listener);
        assertThat(deadLetters.includes(record("trace", "ezcdc.topic", "ezcdc.cause")))
                .isTrue();
        assertThat(deadLetters.includes(record("ezcdc.topic", "ezcdc.cause"))).isTrue();
        assertThat(notices)
                .as("one notice per topic")
                .extracting(ConsumerNotice::kind)
                .containsExactly(ConsumerNotice.Kind.TOPIC_SKIPPED);
    }

    @Test
    void namedTopicOfDeadLettersIsRead() {
        assertThat(isSkipped(Topics.named("letters"), "ezcdc.topic", "ezcdc.cause"))
                .isFalse();
    }

    @Test
    void replayedRecordIsNoDeadLetter() {
        assertThat(isSkipped(Topics.matching(Pattern.compile(".*")), "ezcdc.replayed", "ezcdc.attempt"))
                .isFalse();
    }
}
