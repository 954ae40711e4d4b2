package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.MalformedEnvelopeException.Part;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ScratchBuffers;
import dev.ezcdc.envelope.json.internal.bytes.Surrogates;
import dev.ezcdc.envelope.json.internal.parse.JsonCursor;
import dev.ezcdc.envelope.json.internal.parse.UntypedReader;
import dev.ezcdc.envelope.json.internal.untyped.Documents;
import dev.ezcdc.envelope.json.internal.untyped.Documents.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

    private static final String[] NAMES = {
        "\"a\"", "\"b\"", "\"name\"", "\"$oid\"", "\"\u00E4\"", "\"x\\\"y\"", "\"\\u0061\""
    };
    private static final String[] VALUES = {
        "1",
        "-0",
        "-0.5",
        "12345678901234567890",
        "1.50",
        "1e3",
        "123456789.0123456789",
        "true",
        "false",
        "null",
        "{}",
        "[]",
        "\"\"",
        "\"text\"",
        "\"longer than eight bytes\"",
        "\"\u20AC and \uD83D\uDE00\"",
        "\"tab\\t quote\\\" slash\\\\\"",
        "\"\\u20ac\\ud83d\\ude00\\/\"",
        "\"ends in a backslash\\\\\""
    };

    private final Documents documents = new Documents();

    /** Returns the document in a string, or null if it was not read in place. */
    private @Nullable Row readInPlace(String string) {
        ByteCursor cursor = new ByteCursor((string + ",\"source\":").getBytes(UTF_8), new ScratchBuffers());
        Object read = documents.read(cursor);
        return read instanceof Document document && cursor.position() == string.getBytes(UTF_8).length
                ? document.row()
                : null;
    }

    private static @Nullable Row readWithJackson(String string) {
        try (JsonCursor outer = new JsonCursor(string.getBytes(UTF_8), 0, Part.VALUE)) {
            if (outer.next() != JsonToken.VALUE_STRING) {
                return null;
            }
            byte[] text = outer.textValue().getBytes(UTF_8);
            if (outer.next() != null) {
                return null;
            }
            try (JsonCursor inner = new JsonCursor(text, 0, Part.VALUE)) {
                inner.next();
                return Surrogates.indexOfUnpaired(text) < 0
                                && UntypedReader.MAPS_ONLY.read(inner) instanceof Map<?, ?> map
                                && inner.next() == null
                        ? UntypedReader.toRow(map)
                        : null;
            }
        } catch (MalformedEnvelopeException malformed) {
            return null;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":1}",
                "{\"_id\": {\"$oid\": \"596e275826f08b2730779e1f\"}, \"n\": [1, 2.5, null], \"e\": {}, \"l\": []}",
                "{\"a\":\"\u00E4 \\\" \\\\ \\n \\u20ac\"}",
                "{\"a\":[{\"b\":1,\"c\":[]},{\"b\":2,\"c\":[{\"b\":\"\"}]},{\"c\":[],\"b\":3}]}"
            })
    void readsConnectorDocumentsInPlace(String document) {
        String string = JsonCursor.quote(document);
        Row expected = readWithJackson(string);

        assertThat(expected).isNotNull();
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(readInPlace(string)).isEqualTo(expected).hasToString(String.valueOf(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":\"\\x\"}",
                "{\"a\":1}}",
                "{\"a\" 1}",
                "{,\"a\":1}",
                "[1]",
                "1",
                ""
            })
    void leavesDoubtfulDocumentsAsText(String document) {
        String string = JsonCursor.quote(document);
        for (int attempt = 0; attempt < 3; attempt++) {
            ByteCursor cursor = new ByteCursor((string + ",").getBytes(UTF_8), new ScratchBuffers());

            assertThat(documents.read(cursor)).isEqualTo(document);
            assertThat(cursor.position()).isEqualTo(string.getBytes(UTF_8).length);
        }
    }

    @Test
    void readsMutatedDocumentsLikeJackson() {
        long seed = new Random().nextLong();
        System.out.println("seed of readsMutatedDocumentsLikeJackson: " + seed);
        Random random = new Random(seed);
        int readInPlace = 0;
        for (int i = 0; i < 20_000; i++) {
            String string = JsonCursor.quote(randomObject(random, 4));
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(string.length());
                int other = random.nextInt(string.length());
                String insertion =
                        random.nextBoolean() ? "" : string.substring(other, Math.min(other + 3, string.length()));
                string = string.substring(0, at)
                        + insertion
                        + string.substring(Math.min(at + random.nextInt(3), string.length()));
            }
            Row row = readInPlace(string);
            if (row != null) {
                readInPlace++;
                Row expected = readWithJackson(string);
                assertThat(row).as(string).isEqualTo(expected);
                assertThat(row).as(string).hasToString(String.valueOf(expected));
            }
        }
        assertThat(readInPlace).isGreaterThan(2_000);
    }

    @Test
    void boundsRetainedNames() {
        Random random = new Random(1);
        long before = HeldMemory.measureBytes();
        for (int i = 0; i < 60_000; i++) {
            String nested =
                    random.ints(12, 0, 7).mapToObj(n -> "{\"n" + n + "\":").reduce("", String::concat);
            assertThat(readInPlace(JsonCursor.quote(nested + "{\"" + i + "\":1}" + "}".repeat(12))))
                    .isNotNull();
        }
        assertThat(HeldMemory.measureBytes() - before).isLessThan(48L << 20);
        assertThat(readInPlace(JsonCursor.quote("{\"a\":1}"))).isNotNull();
    }

    private static String randomObject(Random random, int levels) {
        List<String> members = new ArrayList<>();
        String space = random.nextBoolean() ? " " : "";
        for (int i = random.nextInt(4); i > 0; i--) {
            members.add(NAMES[random.nextInt(NAMES.length)] + ":" + space + randomValue(random, levels - 1));
        }
        return "{" + String.join("," + space, members) + "}";
    }

    private static String randomValue(Random random, int levels) {
        return switch (levels == 0 ? 0 : random.nextInt(4)) {
            case 1 -> randomObject(random, levels);
            case 2 -> "[" + randomValue(random, levels - 1) + ", " + randomValue(random, levels - 1) + "]";
            default -> VALUES[random.nextInt(VALUES.length)];
        };
    }
}
