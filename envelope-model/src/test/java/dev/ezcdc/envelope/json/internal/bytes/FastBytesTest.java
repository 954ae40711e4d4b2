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

    private static byte @Nullable [] base64(String text) {
        ByteCursor cursor = new ByteCursor(("\"" + text + "\"").getBytes(ISO_8859_1), new ScratchBuffers());
        byte[] bytes = FastBytes.base64(cursor);
        return cursor.atEnd() ? bytes : null;
    }

    private static @Nullable UUID uuid(String text) {
        ByteCursor cursor = new ByteCursor(("\"" + text + "\"").getBytes(ISO_8859_1), new ScratchBuffers());
        UUID uuid = FastBytes.uuid(cursor);
        return cursor.atEnd() ? uuid : null;
    }

    /** As the general path does: with padding, and with Java's decoder. */
    private static byte @Nullable [] javaBase64(String text) {
        try {
            return text.length() % 4 == 0 ? Base64.getDecoder().decode(text) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Test
    void bytesOfEveryLengthAreReadBack() {
        Random random = new Random(1);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(base64(Base64.getEncoder().encodeToString(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void base64IsJudgedAsJavaDoes() {
        long seed = System.nanoTime();
        System.out.println("seed of base64IsJudgedAsJavaDoes: " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(3) == 0 ? random.nextInt(13) : 4 * random.nextInt(4);
            int letters = random.nextBoolean() ? 10 : random.nextBoolean() ? 11 : ALPHABET.length();
            for (int j = 0; j < length; j++) {
                text.append(ALPHABET.charAt(random.nextInt(letters)));
            }
            assertThat(base64(text.toString())).as("%s", text).isEqualTo(javaBase64(text.toString()));
        }
    }

    @Test
    void uuidsAreReadInEitherCaseAndNoOtherForm() {
        Random random = new Random(2);
        for (int i = 0; i < 10_000; i++) {
            UUID uuid = new UUID(random.nextLong(), random.nextLong());
            assertThat(uuid(uuid.toString())).isEqualTo(uuid);
            assertThat(uuid(uuid.toString().toUpperCase(java.util.Locale.ROOT))).isEqualTo(uuid);
        }
        String text = "1735c9ec-c0a4-7def-cc72-29ce080b069b";
        for (int i = 0; i < text.length(); i++) {
            for (char wrong : "gG/:@`\"\\ \u00e4".toCharArray()) {
                assertThat(uuid(text.substring(0, i) + wrong + text.substring(i + 1)))
                        .isNull();
            }
            char other = text.charAt(i) == '-' ? '0' : '-';
            assertThat(uuid(text.substring(0, i) + other + text.substring(i + 1)))
                    .isNull();
            assertThat(uuid(text.substring(0, i))).isNull();
        }
        assertThat(uuid(text + "0")).isNull();
    }
}
