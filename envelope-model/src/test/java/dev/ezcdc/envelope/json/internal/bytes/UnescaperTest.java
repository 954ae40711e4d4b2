package dev.ezcdc.envelope.json.internal.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import dev.ezcdc.envelope.json.MalformedEnvelopeException.Part;
import dev.ezcdc.envelope.json.internal.parse.JsonCursor;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnescaperTest {

    private static final String[] PIECES = {
        "\\\"",
        "\\\"",
        "\\\"",
        "\\\\",
        "\\\\\\\"",
        "\\n",
        "\\/",
        "\\u00e4",
        "\\ud83d\\ude00",
        "\u00E4",
        "\u20AC",
        "\uD83D\uDE00",
        "\u0416\u0443\u043A",
        "\\u0416",
        "a",
        "bcd",
        "plain text",
        "sixteen or more bytes"
    };
    /** Pieces that end a string or are invalid in one. */
    private static final String[] SPECIAL_PIECES = {"\"", "\\", "\\x", "\\u12", "\n", "\\ud83d"};

    /** Makes the input longer than eight bytes, the minimum for the reader; every record is longer. */
    private static final String BEFORE = " ".repeat(8);

    private static @Nullable String read(String json) {
        ByteCursor cursor = new ByteCursor(json.getBytes(UTF_8), new ScratchBuffers());
        cursor.moveTo(BEFORE.length());
        String text = cursor.readString();
        return cursor.isAtEnd() ? text : null;
    }

    private static @Nullable String readWithJackson(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        if (Surrogates.indexOfUnpaired(bytes) >= 0) {
            return null;
        }
        try (JsonCursor cursor = new JsonCursor(bytes, 0, Part.VALUE)) {
            String text = cursor.next() == JsonToken.VALUE_STRING ? cursor.textValue() : null;
            return cursor.next() == null ? text : null;
        } catch (MalformedEnvelopeException malformed) {
            return null;
        }
    }

    @Test
    void readsMixedEscapesLikeJackson() {
        long seed = new Random().nextLong();
        System.out.println("seed of readsMixedEscapesLikeJackson: " + seed);
        Random random = new Random(seed);
        for (int n = 0; n < 20_000; n++) {
            StringBuilder json = new StringBuilder(BEFORE).append('"');
            for (int pieces = random.nextInt(20); pieces > 0; pieces--) {
                json.append(PIECES[random.nextInt(PIECES.length)]);
            }
            if (random.nextInt(4) == 0) {
                json.append(SPECIAL_PIECES[random.nextInt(SPECIAL_PIECES.length)]);
            }
            if (random.nextInt(8) != 0) {
                json.append('"');
            }
            String text = json.toString();
            assertThat(read(text)).as("seed %d, %s", seed, text).isEqualTo(readWithJackson(text));
        }
    }
}
