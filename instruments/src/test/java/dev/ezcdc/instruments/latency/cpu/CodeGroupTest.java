package dev.ezcdc.instruments.latency.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CodeGroupTest {

    @Test
    void innermostKnownFrameDecides() {
        assertThat(CodeGroup.forStack(List.of(
                        "java.lang.String",
                        "com.fasterxml.jackson.core.json.UTF8JsonGenerator",
                        "org.apache.kafka.connect.json.JsonConverter",
                        "org.apache.kafka.connect.runtime.AbstractWorkerSourceTask")))
                .isEqualTo(CodeGroup.CONVERTER);
        assertThat(CodeGroup.forStack(List.of("sun.nio.ch.IOUtil", "org.postgresql.core.VisibleBufferedInputStream")))
                .isEqualTo(CodeGroup.NETWORK);
    }

    @Test
    void narrowerPackageTakesPrecedence() {
        assertThat(CodeGroup.forStack(List.of("org.apache.kafka.connect.runtime.WorkerTask")))
                .isEqualTo(CodeGroup.CONNECT);
        assertThat(CodeGroup.forStack(List.of("org.apache.kafka.clients.producer.internals.RecordAccumulator")))
                .isEqualTo(CodeGroup.PRODUCER);
        assertThat(CodeGroup.forStack(List.of("org.apache.kafka.common.record.DefaultRecord")))
                .isEqualTo(CodeGroup.KAFKA);
    }

    @Test
    void unknownCodeIsOther() {
        assertThat(CodeGroup.forStack(List.of("java.lang.Thread"))).isEqualTo(CodeGroup.OTHER);
        assertThat(CodeGroup.forStack(List.of())).isEqualTo(CodeGroup.OTHER);
    }
}
