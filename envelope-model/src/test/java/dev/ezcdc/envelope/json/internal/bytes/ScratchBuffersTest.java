package dev.ezcdc.envelope.json.internal.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScratchBuffersTest {

    @ParameterizedTest
    @ValueSource(strings = {"\\n", "\\\"", "a\\tb", "\\u00e4", "\\u0416", "\u0416\\n", "\\ud83d\\ude00"})
    void allocationGrowsLinearlyWithTheMessageWhateverItsEscapes(String escape) {
        String string = '"' + escape + '"';
        byte[] message = string.repeat((3 << 20) / string.length()).getBytes(UTF_8);
        ScratchBuffers scratch = new ScratchBuffers();
        ByteCursor cursor = new ByteCursor(message, scratch);
        String first = cursor.readString();
        int strings = 1;
        // The reader leaves the last bytes of an array to the general path.
        while (cursor.position() < message.length - 64) {
            assertThat(cursor.readString()).isEqualTo(first);
            strings++;
        }
        assertThat(cursor.hasFailed()).isFalse();
        assertThat(strings).isGreaterThan(100_000);
        assertThat(scratch.allocated()).isLessThan(5L * message.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 20, 3 << 20})
    void largeStringsAreReadWhole(int length) {
        byte[] message = ('"' + "x\\n".repeat(length / 3) + '"').getBytes(UTF_8);
        ByteCursor cursor = new ByteCursor(message, new ScratchBuffers());
        assertThat(cursor.readString()).isEqualTo("x\n".repeat(length / 3));
        assertThat(cursor.isAtEnd()).isTrue();
    }
}
