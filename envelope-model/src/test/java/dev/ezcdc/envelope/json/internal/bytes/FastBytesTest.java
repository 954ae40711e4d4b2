package dev.ezcdc.envelope.json.internal.bytes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FastBytesTest {

    private static final String ALPHABET = "AQgwZz09+/=-_ \\\"\u00e4";

    private static byte @Nullable [] readBase64(String text) {
        ByteCursor cursor = new ByteCursor(("\"" + text + "\"").getBytes(ISO_8859_1), new ScratchBuffers());
        byte[] bytes = FastBytes.readBase64(cursor);
        return cursor.isAtEnd() ? bytes : null;
    }

    private static @Nullable UUID readUuid(String text) {
        ByteCursor cursor = new ByteCursor(("\"" + text + "\"").getBytes(ISO_8859_1), new ScratchBuffers());
        UUID uuid = FastBytes.readUuid(cursor);
        return cursor.isAtEnd() ? uuid : null;
    }

    /** Decodes like the general path: requires padding and uses Java's decoder. */
    private static byte @Nullable [] decodeWithJava(String text) {
        try {
            return text.length() % 4 == 0 ? Base64.getDecoder().decode(text) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Test
    void readsBase64OfEveryLength() {
        Random random = new Random(1);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(readBase64(Base64.getEncoder().encodeToString(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void acceptsSameBase64AsJava() {
        long seed = System.nanoTime();
        System.out.println("seed of acceptsSameBase64AsJava: " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(3) == 0 ? random.nextInt(13) : 4 * random.nextInt(4);
            int letters = random.nextBoolean() ? 10 : random.nextBoolean() ? 11 : ALPHABET.length();
            for (int j = 0; j < length; j++) {
                text.append(ALPHABET.charAt(random.nextInt(letters)));
            }
            assertThat(readBase64(text.toString())).as("%s", text).isEqualTo(decodeWithJava(text.toString()));
        }
    }

    @Test
    void readsUuidsInEitherCaseOnly() {
        Random random = new Random(2);
        for (int i = 0; i < 10_000; i++) {
            UUID uuid = new UUID(random.nextLong(), random.nextLong());
            assertThat(readUuid(uuid.toString())).isEqualTo(uuid);
            assertThat(readUuid(uuid.toString().toUpperCase(java.util.Locale.ROOT)))
                    .isEqualTo(uuid);
        }
        String text = "1735c9ec-c0a4-7def-cc72-29ce080b069b";
        for (int i = 0; i < text.length(); i++) {
            for (char wrong : "gG/:@`\"\\ \u00e4".toCharArray()) {
                assertThat(readUuid(text.substring(0, i) + wrong + text.substring(i + 1)))
                        .isNull();
            }
            char other = text.charAt(i) == '-' ? '0' : '-';
            assertThat(readUuid(text.substring(0, i) + other + text.substring(i + 1)))
                    .isNull();
            assertThat(readUuid(text.substring(0, i))).isNull();
        }
        assertThat(readUuid(text + "0")).isNull();
    }
}
