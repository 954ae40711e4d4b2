package dev.ezcdc.consumer.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.consumer.redact.Escapes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileValuesTest {

    private static List<LineFormatter> formatters() {
        return List.of(new PlainFormatter(), new PrettyFormatter(false, ZoneOffset.UTC), new JsonFormatter());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\r\nb",
                "\u001b[31mred",
                "\u009b31m",
                "\u007f",
                "\u0000",
                "\u0085",
                "\u2028",
                "\u2029",
                "\u202e",
                "\u2066",
                "\u200f",
                "\ufeff",
                "\ud800",
                "\udc00x",
                "\udc00\ud800",
                "\"",
                "\\",
                "\\\"",
                "\" op=delete x=\"",
                "\u001b]0;title\u0007",
                "\udb40\udc41"
            })
    void noValueOrNameBreaksOrColorsItsLine(String hostile) throws IOException {
        for (LineFormatter formatter : formatters()) {
            assertSafe(Samples.format(formatter, Samples.create(Samples.row("id", 1, hostile, "x", "value", hostile))));
        }
    }

    @Test
    void noRandomTextBreaksItsLine() throws IOException {
        long seed = new Random().nextLong();
        System.out.println("HostileValuesTest: seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String text = randomText(random);
            for (LineFormatter formatter : formatters()) {
                assertSafe(Samples.format(
                        formatter, Samples.create(Samples.row("id", 1, "value", text, "list", List.of(text)))));
            }
        }
    }

    @Test
    void jsonPreservesTextExactly() throws IOException {
        long seed = new Random().nextLong();
        System.out.println("HostileValuesTest: seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String text = randomText(random);
            byte[] line = Samples.format(new JsonFormatter(), Samples.create(Samples.row("value", text)))
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(new ObjectMapper()
                            .readTree(line)
                            .get("after")
                            .get("value")
                            .textValue())
                    .isEqualTo(text);
        }
    }

    @Test
    void keepsOrdinaryTextOfAllScriptsReadable() {
        assertThat(Escapes.escape("Zoë Ωmega 日本語 עברית 😀")).isEqualTo("Zoë Ωmega 日本語 עברית 😀");
    }

    @Test
    void neverCutsInsideASurrogatePair() {
        StringBuilder out = new StringBuilder();
        new ValueFormatter(3).append(out, "ab😀cd");
        assertThat(out).hasToString("\"ab\"…(6 chars)");
    }

    /** Returns random characters, with dangerous ones overrepresented. */
    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(300); length > 0; length--) {
            int bound = List.of(0x20, 0xA0, 0x2100, 0x10000).get(random.nextInt(4));
            text.append((char) random.nextInt(bound));
        }
        return text.toString();
    }

    private static void assertSafe(String line) {
        assertThat(line.codePoints()
                        .filter(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.FORMAT
                                || Character.getType(c) == Character.SURROGATE
                                || c == 0x2028
                                || c == 0x2029))
                .as(line)
                .isEmpty();
    }
}
