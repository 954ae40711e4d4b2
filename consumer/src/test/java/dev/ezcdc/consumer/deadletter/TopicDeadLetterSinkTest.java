package dev.ezcdc.consumer.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TopicDeadLetterSinkTest {

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final TopicDeadLetterSink sink = new TopicDeadLetterSink("letters", producer);

    private static DeadLetter letter(long offset) {
        return DeadLetter.handlerFailure(
                new ConsumerRecord<>("t", 0, offset, null, new byte[] {1}), new IllegalStateException(), 1);
    }

    private void assertStaysUnwritten(String message) {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(sink::flush).isInstanceOf(IOException.class).hasMessageContaining(message);
        }
    }

    @Test
    void refusedLetterIsNamedWithItsRemedy() {
        sink.add(letter(17));
        producer.errorNext(new TopicAuthorizationException("letters"));
        assertStaysUnwritten("cannot write the dead letter of t-0@17 to topic letters: ");
        assertStaysUnwritten("Grant this user WRITE on the topic");
    }

    @Test
    void letterThatIsTooLargeForTheTopicIsNamedWithItsRemedy() {
        sink.add(letter(16));
        producer.completeNext();
        sink.add(letter(17));
        producer.errorNext(new RecordTooLargeException("larger than the max message size"));
        assertStaysUnwritten("cannot write the dead letter of t-0@17 to topic letters: ");
        assertStaysUnwritten("Increase max.message.bytes of the topic");
    }

    @Test
    void acknowledgedLettersAreNotAwaitedAgain() throws IOException {
        sink.add(letter(17));
        producer.completeNext();
        sink.flush();
        sink.flush();
        assertThat(producer.history()).singleElement().satisfies(sent -> assertThat(sent.topic())
                .isEqualTo("letters"));
    }
}
