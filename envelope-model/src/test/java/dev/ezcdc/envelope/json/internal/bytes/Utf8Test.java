package dev.ezcdc.envelope.json.internal.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares with the JDK's strict decoder. */
class Utf8Test {

    @Test
    void matchesJdkOnSequencesOfUpToThreeBytes() {
        for (int i = 0; i < 1 << 16; i++) {
            assertSameAsJdk(new byte[] {(byte) (i >> 8), (byte) i});
            assertSameAsJdk(new byte[] {(byte) 0xE0, (byte) (i >> 8), (byte) i});
            assertSameAsJdk(new byte[] {(byte) 0xED, (byte) (i >> 8), (byte) i});
        }
    }

    @Test
    void matchesJdkOnRandomMixes() {
        long seed = new Random().nextLong();
        System.out.println("seed of matchesJdkOnRandomMixes: " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new StringBuilder()
                    .append("x".repeat(random.nextInt(9)))
                    .appendCodePoint(random.nextInt(0xD800))
                    .appendCodePoint(0x10000 + random.nextInt(0xFFFFF))
                    .append("y".repeat(random.nextInt(9)))
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            if (random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertSameAsJdk(bytes);
        }
    }

    @Test
    void returnsIndexOfFirstMalformedByte() {
        assertThat(Utf8.indexOfMalformed("abcdefghij".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(-1);
        assertThat(Utf8.indexOfMalformed(new byte[] {'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', (byte) 0xC0}))
                .isEqualTo(9);
    }

    private static void assertSameAsJdk(byte[] bytes) {
        boolean wellFormed;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            wellFormed = true;
        } catch (CharacterCodingException e) {
            wellFormed = false;
        }
        assertThat(Utf8.indexOfMalformed(bytes) < 0)
                .as("%s", java.util.HexFormat.of().formatHex(bytes))
                .isEqualTo(wellFormed);
    }
}
