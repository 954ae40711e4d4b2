package dev.ezcdc.consumer.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.CommitPolicy;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.FailurePolicy;
import dev.ezcdc.consumer.internal.MemorySink;
import dev.ezcdc.consumer.internal.TestSettings;
import dev.ezcdc.consumer.internal.connect.ConsumerSettings;
import dev.ezcdc.consumer.internal.connect.DeadLetterCounter;
import dev.ezcdc.consumer.redact.Redaction;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RecordPipelineTest {

    private static final ConsumerListener LISTENER = new ConsumerListener() {};
    private static final ConsumerRecord<byte[], byte[]> KAFKA_RECORD =
            new ConsumerRecord<>("t", 0, 0, new byte[] {1}, new byte[] {2});

    private static ConsumedRecord process(Redaction redaction) throws IOException {
        ConsumerSettings settings = TestSettings.of(CommitPolicy.everyPoll(), FailurePolicy.stop(), redaction);
        DeadLetterRecorder deadLetters = new DeadLetterRecorder(new MemorySink(), new DeadLetterCounter(), LISTENER);
        RecordPipeline pipeline = new RecordPipeline(
                new DeadLetteringDecoder(settings.decoder(), deadLetters),
                null,
                new UnmatchedNames(settings.filter(), redaction, LISTENER),
                settings,
                LISTENER);
        PartitionBatch batch = new PartitionBatch(new TopicPartition("t", 0), List.of(KAFKA_RECORD), false);
        return Objects.requireNonNull(pipeline.process(batch, 0, KAFKA_RECORD, 0, 0));
    }

    @Test
    void passesOnRawBytes() throws IOException {
        ConsumedRecord received = process(Redaction.NONE);
        assertThat(received.rawKey()).isSameAs(KAFKA_RECORD.key());
        assertThat(received.rawValue()).isSameAs(KAFKA_RECORD.value());
    }

    @Test
    void dropsRawBytesIfColumnsAreRedacted() throws IOException {
        ConsumedRecord received = process(Redaction.of(List.of("email")));
        assertThat(received.rawKey()).isNull();
        assertThat(received.rawValue()).isNull();
        assertThat(received.record().toString()).doesNotContain("alex.foley");
    }

    @Test
    void dropsRawBytesEvenIfTheRecordHasNoRedactedColumn() throws IOException {
        assertThat(process(Redaction.of(List.of("orders.email"))).rawValue()).isNull();
    }
}
