package dev.ezcdc.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ezcdc.consumer.format.Samples;
import dev.ezcdc.envelope.Create;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class ConsumedRecordTest {

    private static final byte[] KEY = {1};
    private static final byte[] VALUE = {2};

    private static ConsumedRecord received() {
        ConsumerRecord<byte[], byte[]> kafkaRecord = new ConsumerRecord<>("t", 3, 17, KEY, VALUE);
        kafkaRecord.headers().add("trace", new byte[] {7});
        return ConsumedRecord.of(kafkaRecord, Samples.create(Samples.ALEX), 5, 6);
    }

    @Test
    void hasThePositionHeadersAndRawBytesOfItsKafkaRecord() {
        ConsumedRecord received = received();
        assertThat(received.topic() + received.partition() + received.offset()).isEqualTo("t317");
        assertThat(received.polledAtNanos()).isEqualTo(5);
        assertThat(received.polledAtMicros()).isEqualTo(6);
        assertThat(received.headers().lastHeader("trace").value()).containsExactly(7);
        assertThat(received.rawKey()).isSameAs(KEY);
        assertThat(received.rawValue()).isSameAs(VALUE);
    }

    @Test
    void doesNotAllowChangesOfHeaders() {
        Headers headers = received().headers();
        assertThatIllegalStateException().isThrownBy(() -> headers.remove("trace"));
    }

    @Test
    void dropsRawBytesOnRequestAndWithAnotherRecord() {
        Create other = Samples.create(Samples.ALEX_MOVED);
        for (ConsumedRecord record :
                new ConsumedRecord[] {received().withoutRawBytes(), received().withRecord(other)}) {
            assertThat(record.rawKey()).isNull();
            assertThat(record.rawValue()).isNull();
            assertThat(record.headers()).isNotEmpty();
            assertThat(record.offset()).isEqualTo(17);
        }
        assertThat(received().withRecord(other).record()).isSameAs(other);
    }
}
