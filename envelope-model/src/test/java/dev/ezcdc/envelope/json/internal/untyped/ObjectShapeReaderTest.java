package dev.ezcdc.envelope.json.internal.untyped;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import dev.ezcdc.envelope.json.MalformedEnvelopeException.Part;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ScratchBuffers;
import dev.ezcdc.envelope.json.internal.parse.JsonCursor;
import dev.ezcdc.envelope.json.internal.parse.UntypedReader;
import dev.ezcdc.envelope.json.internal.untyped.FieldNameTrie.Node;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects with known names become the same maps as on the general path, or are left to it. */
class ObjectShapeReaderTest {

    private static final long SEED = 20_261_122;
    private static final String[] VALUES = {
        "0",
        "-1.50",
        "1e3",
        "true",
        "false",
        "null",
        "{}",
        "[]",
        "[1,{\"a\":[]}]",
        "\"\"",
        "\"text of some length\"",
        "\"\u00E4 and \\u20ac\\n\""
    };

    private final ObjectShapeReader objects = ObjectShapeReader.forPlainStrings();
    private @Nullable Node node;

    /** Returns the value, or null if it must be left to the general path. */
    private @Nullable Object read(String json) {
        node = objects.ensureCurrent(node);
        ByteCursor cursor = new ByteCursor((json + ",").getBytes(UTF_8), new ScratchBuffers());
        Object value = objects.readValue(cursor, node, 0);
        return cursor.position() == json.getBytes(UTF_8).length ? value : null;
    }

    private static @Nullable Object readWithJackson(String json) {
        try (JsonCursor cursor = new JsonCursor(json.getBytes(UTF_8), 0, Part.VALUE)) {
            assertThat(cursor.next()).isIn(JsonToken.START_OBJECT, JsonToken.START_ARRAY);
            return UntypedReader.MAPS_ONLY.read(cursor);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"x\":1.5,\"y\":-2,\"wkb\":\"AQ==\",\"srid\":null}",
                "{\"wkb\":\"AQ==\",\"extensions\":{\"type\":\"polygon\"}}",
                "[{\"a\":1},{\"a\":2},null,[]]",
                "{ \"spaced\": 1, \"out\":[ 2, 3]}",
            })
    void readsKnownShapesLikeJackson(String json) {
        assertThat(read(json)).isEqualTo(readWithJackson(json));
        assertThat(read(json)).isEqualTo(readWithJackson(json)).hasToString(String.valueOf(readWithJackson(json)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":1,\"a\":2}", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "[1", "[1,]", "{", "{\"a\":\\\"b\\\"}"})
    void doesNotReadDoubtfulObjects(String json) {
        assertThat(read("{\"a\":1}")).isEqualTo(Map.of("a", 1L));
        assertThat(read(json)).isNull();
        assertThat(read(json)).isNull();
    }

    @Test
    void readsRandomObjectsLikeJackson() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            String json = randomObject(random, 0);

            assertThat(read(json)).as("seed %d, %s", SEED, json).isEqualTo(readWithJackson(json));
        }
    }

    @Test
    void forgetsNamesThatAreData() {
        for (int i = 0; i < 1_000; i++) {
            String json = "{\"common\":{\"key " + i + "\":" + i + "},\"" + "n".repeat(900) + i + "\":1}";

            assertThat(read(json)).isEqualTo(readWithJackson(json));
        }
        Node before = objects.ensureCurrent(node);
        for (int i = 0; i < 30_000 && objects.ensureCurrent(before) == before; i++) {
            node = null;
            assertThat(read("{\"" + "n".repeat(900) + i + "\":1}")).isNotNull();
        }
        assertThat(objects.ensureCurrent(before)).isNotSameAs(before);
        assertThat(read("{\"common\":1}")).isEqualTo(Map.of("common", 1L));
    }

    private static String randomObject(Random random, int depth) {
        StringBuilder json = new StringBuilder("{");
        int first = random.nextInt(12);
        for (int i = 0; i < random.nextInt(5); i++) {
            json.append(i == 0 ? "" : ",").append("\"name").append(first + i).append("\":");
            json.append(
                    depth < 3 && random.nextInt(4) == 0
                            ? randomObject(random, depth + 1)
                            : VALUES[random.nextInt(VALUES.length)]);
        }
        return json.append('}').toString();
    }
}
