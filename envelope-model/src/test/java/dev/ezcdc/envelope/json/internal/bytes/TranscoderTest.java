package dev.ezcdc.envelope.json.internal.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TranscoderTest {

    /** The last code point of each encoded length, the first of the next, and the neighbors of the surrogates. */
    private static final int[] EDGES = {
        0x7F, 0x80, 0xFF, 0x100, 0x7FF, 0x800, 0xFFF, 0x1000, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x1_0000, 0xF_FFFF,
        0x10_FFFF
    };
    /**
     * One sequence for each row of table 3-7, and for each malformed kind: overlong, surrogate, too large, incomplete,
     * unexpected continuation.
     */
    private static final int[][] SEQUENCES = {
        {0xC2, 0x80},
        {0xDF, 0xBF},
        {0xE0, 0xA0, 0x80},
        {0xE0, 0x9F, 0xBF},
        {0xE1, 0x80, 0x80},
        {0xED, 0x9F, 0xBF},
        {0xED, 0xA0, 0x80},
        {0xED, 0xBF, 0xBF},
        {0xEF, 0xBF, 0xBF},
        {0xF0, 0x90, 0x80, 0x80},
        {0xF0, 0x8F, 0xBF, 0xBF},
        {0xF1, 0x80, 0x80, 0x80},
        {0xF4, 0x8F, 0xBF, 0xBF},
        {0xF4, 0x90, 0x80, 0x80},
        {0xF5, 0x80, 0x80, 0x80},
        {0xF8, 0x88, 0x80, 0x80, 0x80},
        {0xC0, 0x80},
        {0xC1, 0xBF},
        {0xC3},
        {0xE2, 0x82},
        {0xE0},
        {0xF0, 0x9F, 0x98},
        {0xF0, 0x9F},
        {0x80},
        {0xBF, 0xBF},
        {0xC3, 0xA4, 0xA4},
        {0xE2, 0x82, 0xAC, 0x80},
        {0xFE},
        {0xFF},
    };

    private static final String[] ESCAPES = {
        "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t", "\\u0041", "\\u00e4", "\\u20AC", "\\ud83d\\ude00"
    };
    private static final String UNESCAPED = "\"\\/\b\f\n\r\tA\u00E4\u20AC\uD83D\uDE00";
    private static final String[] INVALID_ESCAPES = {
        "\\x", "\\u12g4", "\\ud83d", "\\ude00", "\\ud83d\\u0041", "\n", "\0"
    };

    private static final byte[] BEFORE = "12345678".getBytes(UTF_8);

    /** Reads a string with bytes before and after it, as in a record. */
    private static @Nullable String read(byte[] string, ScratchBuffers scratch) {
        byte[] bytes = concat(BEFORE, string, "\" and something more".getBytes(UTF_8));
        Transcoder transcoder = new Transcoder(bytes, scratch);
        String text = transcoder.read(BEFORE.length);
        return text != null && transcoder.end() == BEFORE.length + string.length ? text : null;
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static @Nullable String decodeStrictly(byte[] utf8) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    private static byte[] toBytes(int[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static int randomCodePoint(Random random) {
        int edge = random.nextInt(4 * EDGES.length);
        int code = edge < EDGES.length ? EDGES[edge] : random.nextInt(1 << 7 + random.nextInt(14)) % 0x11_0000;
        boolean plain = code >= ' ' && code != '"' && code != '\\' && (code < 0xD800 || code > 0xDFFF);
        return plain ? code : 'a';
    }

    private static long printSeed(String test) {
        long seed = new Random().nextLong();
        System.out.println("seed of " + test + ": " + seed);
        return seed;
    }

    @Test
    void decodesEveryCodePoint() {
        ScratchBuffers scratch = new ScratchBuffers();
        for (int code = 0x80; code <= Character.MAX_CODE_POINT; code++) {
            if (code >>> 11 != 0xD800 >>> 11) {
                String text = Character.toString(code);
                assertThat(read(text.getBytes(UTF_8), scratch)).as("U+%X", code).isEqualTo(text);
            }
        }
    }

    @Test
    void matchesStrictDecoderOnLeadingBytePairs() {
        ScratchBuffers scratch = new ScratchBuffers();
        byte[] bytes = new byte[9];
        for (int first = 0x80; first < 0x100; first++) {
            for (int second = 0x80; second < 0x100; second++) {
                for (int more = 0; more < 4; more++) {
                    Arrays.fill(bytes, (byte) 'a');
                    bytes[2] = (byte) first;
                    bytes[3] = (byte) second;
                    Arrays.fill(bytes, 4, 4 + more, (byte) 0xBF);
                    assertThat(read(bytes, scratch))
                            .as("%X %X and %d more", first, second, more)
                            .isEqualTo(decodeStrictly(bytes));
                }
            }
        }
    }

    @Test
    void matchesStrictDecoderAtAnyBlockOffset() {
        ScratchBuffers scratch = new ScratchBuffers();
        for (int[] sequence : SEQUENCES) {
            for (int before = 0; before < 140; before++) {
                byte[] plain = "x".repeat(before).getBytes(UTF_8);
                for (String after : new String[] {"", "y", "z".repeat(130)}) {
                    byte[] bytes = concat(plain, toBytes(sequence), after.getBytes(UTF_8));
                    assertThat(read(bytes, scratch))
                            .as("%s after %d bytes", Arrays.toString(sequence), before)
                            .isEqualTo(decodeStrictly(bytes));
                }
            }
        }
    }

    @Test
    void matchesStrictDecoderOnMixedAlphabets() {
        long seed = printSeed("matchesStrictDecoderOnMixedAlphabets");
        Random random = new Random(seed);
        ScratchBuffers scratch = new ScratchBuffers();
        for (int n = 0; n < 20_000; n++) {
            StringBuilder text = new StringBuilder();
            for (int count = random.nextInt(150); count > 0; count--) {
                text.appendCodePoint(randomCodePoint(random));
            }
            byte[] bytes = text.toString().getBytes(UTF_8);
            if (random.nextInt(3) == 0 && bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) (0x80 | random.nextInt(0x80));
            } else {
                assertThat(read(bytes, scratch)).as("seed %d", seed).isEqualTo(text.toString());
            }
            assertThat(read(bytes, scratch)).as("seed %d", seed).isEqualTo(decodeStrictly(bytes));
        }
    }

    @Test
    void replacesEscapesAmongCharactersOfAnyLength() {
        long seed = printSeed("replacesEscapesAmongCharactersOfAnyLength");
        Random random = new Random(seed);
        ScratchBuffers scratch = new ScratchBuffers();
        int[] unescaped = UNESCAPED.codePoints().toArray();
        for (int n = 0; n < 20_000; n++) {
            StringBuilder written = new StringBuilder();
            StringBuilder text = new StringBuilder();
            for (int count = random.nextInt(100); count > 0; count--) {
                if (random.nextInt(10) == 0) {
                    int escape = random.nextInt(ESCAPES.length);
                    written.append(ESCAPES[escape]);
                    text.appendCodePoint(unescaped[escape]);
                } else {
                    int code = randomCodePoint(random);
                    written.appendCodePoint(code);
                    text.appendCodePoint(code);
                }
            }
            assertThat(read(written.toString().getBytes(UTF_8), scratch))
                    .as("seed %d, %s", seed, written)
                    .isEqualTo(text.toString());
        }
    }

    @Test
    void rejectsInvalidEscapes() {
        for (String escape : INVALID_ESCAPES) {
            for (int before = 0; before < 70; before++) {
                byte[] bytes = ("\u20AC" + "x".repeat(before) + escape + "y").getBytes(UTF_8);
                assertThat(read(bytes, new ScratchBuffers()))
                        .as("%s after %d bytes", escape, before)
                        .isNull();
            }
        }
    }

    @Test
    void rejectsSequencesSplitByQuoteOrEscape() {
        for (String interruption : new String[] {"\"", "\\n", "\\u00e4"}) {
            byte[] interruptionBytes = interruption.getBytes(UTF_8);
            for (int[] sequence : new int[][] {{0xC3}, {0xE2}, {0xE2, 0x82}, {0xF0, 0x9F}, {0xF0, 0x9F, 0x98}}) {
                byte[] bytes = concat(
                        "\u20AC".getBytes(UTF_8), toBytes(sequence), interruptionBytes, toBytes(new int[] {0x80}));
                assertThat(read(bytes, new ScratchBuffers()))
                        .as("%s, %s", Arrays.toString(sequence), interruption)
                        .isNull();
            }
        }
    }

    @Test
    void rejectsRunsOfLeadingBytes() {
        for (int first = 0x80; first < 0x100; first++) {
            byte[] bytes = new byte[200];
            Arrays.fill(bytes, (byte) first);
            assertThat(read(bytes, new ScratchBuffers())).as("%X", first).isNull();
        }
    }

    @Test
    void rejectsUnterminatedStrings() {
        byte[] bytes =
                "\u20AC and a text without an end that is longer than one block, \u20AC \\u20ac \\".getBytes(UTF_8);
        for (int length = 0; length <= bytes.length; length++) {
            Transcoder transcoder = new Transcoder(Arrays.copyOf(bytes, length), new ScratchBuffers());
            assertThat(transcoder.read(0)).as("%d bytes", length).isNull();
        }
    }

    @Test
    void cursorReadsStringsNearEndOfInput() {
        for (int before = 0; before < 80; before++) {
            for (int after = 0; after < 20; after++) {
                String text = "a".repeat(before) + "\u00E4\u20AC\uD83D\uDE00\u0416";
                byte[] bytes = (" ".repeat(8) + '"' + text + '"' + " ".repeat(after)).getBytes(UTF_8);
                ByteCursor cursor = new ByteCursor(bytes, new ScratchBuffers());
                cursor.moveTo(8);
                assertThat(cursor.readString()).isEqualTo(text);
                assertThat(cursor.position()).isEqualTo(bytes.length - after);
            }
        }
    }
}
