package dev.ezcdc.envelope.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.data.Unavailable;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class EnvelopeDeserializerTest {

    private static final byte[] CREATE = """
            {"before": null, "after": {"id": 1, "note": "(gone)"}, "op": "c", "ts_ms": 1, "source":
            {"version": "3.7.0.Final", "connector": "postgresql", "name": "s", "ts_ms": 1, "db": "d", "schema": "public",
            "table": "t"}}""".getBytes(StandardCharsets.UTF_8);

    private final EnvelopeDeserializer deserializer = new EnvelopeDeserializer();

    @Test
    void decodesValuesWithoutKey() {
        assertThat(deserializer.deserialize("t", CREATE)).isInstanceOfSatisfying(Create.class, create -> {
            assertThat(create.key()).isNull();
            assertThat(create.after().get("id")).isEqualTo(1L);
        });
    }

    @Test
    void returnsNullForTombstones() {
        assertThat(deserializer.deserialize("t", null)).isNull();
    }

    @Test
    void usesTheConfiguredPlaceholder() {
        deserializer.configure(Map.of(EnvelopeDeserializer.PLACEHOLDER_CONFIG, "(gone)"), false);

        assertThat(deserializer.deserialize("t", CREATE)).isInstanceOfSatisfying(Create.class, create -> assertThat(
                        create.after().get("note"))
                .isEqualTo(Unavailable.UNAVAILABLE));
    }

    @Test
    void throwsSerializationExceptionForMalformedValues() {
        assertThatThrownBy(() -> deserializer.deserialize("t", new byte[] {'{'}))
                .isInstanceOf(SerializationException.class)
                .hasCauseInstanceOf(MalformedEnvelopeException.class);
    }

    @Test
    void rejectsKeys() {
        assertThatThrownBy(() -> deserializer.configure(Map.of(), true)).isInstanceOf(IllegalArgumentException.class);
    }
}
