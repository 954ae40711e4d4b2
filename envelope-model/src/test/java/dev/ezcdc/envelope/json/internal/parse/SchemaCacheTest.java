package dev.ezcdc.envelope.json.internal.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.json.MalformedEnvelopeException.Part;
import dev.ezcdc.envelope.json.Messages;
import org.junit.jupiter.api.Test;

class SchemaCacheTest {

    private static byte[] schema(int number) {
        return Messages.utf8("{\"type\":\"struct\",\"fields\":[{\"type\":\"int32\",\"field\":\"c" + number + "\"}]}");
    }

    @Test
    void parsesSameBytesOnce() {
        SchemaCache cache = new SchemaCache(10_000, Placeholder.NONE);
        byte[] bytes = schema(1);

        MessageSchema first = cache.get(bytes, 0, bytes.length, Part.VALUE);

        assertThat(cache.get(bytes.clone(), 0, bytes.length, Part.VALUE)).isSameAs(first);
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    void boundsNumberOfCachedSchemas() {
        SchemaCache cache = new SchemaCache(10_000, Placeholder.NONE);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = schema(i);
            cache.get(bytes, 0, bytes.length, Part.VALUE);
        }
        assertThat(cache.size()).isBetween(5, 10_000 / schema(1).length);
    }
}
