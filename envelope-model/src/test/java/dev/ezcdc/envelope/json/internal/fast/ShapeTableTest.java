package dev.ezcdc.envelope.json.internal.fast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ScratchBuffers;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShapeTableTest {

    private static final long SEED = 7;
    private static final int SHAPE_SIZE = 90;

    @Test
    void findsExactlyTheAddedPrefixes() {
        ShapeTable<String> table = new ShapeTable<>(1 << 20);
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            String prefix = prefix(random.nextInt(100), i);
            add(table, prefix, prefix);
        }
        random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            String prefix = prefix(random.nextInt(100), i);
            assertThat(find(table, prefix + "rest"))
                    .as("seed %d, %s", SEED, prefix)
                    .isEqualTo(prefix);
            assertThat(find(table, prefix.replace('|', '!') + "rest")).isNull();
            assertThat(find(table, prefix.substring(0, prefix.length() - 1))).isNull();
        }
    }

    @Test
    void keepsFirstShapeOfPrefix() {
        ShapeTable<String> table = new ShapeTable<>(1 << 20);
        add(table, "a|", "first");
        add(table, "a|", "second");

        assertThat(find(table, "a|")).isEqualTo("first");
    }

    @Test
    void staysWithinMemoryBound() {
        ShapeTable<String> table = new ShapeTable<>(1_000);
        for (int i = 0; i < 10_000; i++) {
            String prefix = prefix(i % 7, i);
            add(table, prefix, prefix);
            assertThat(table.bytesHeld()).isLessThanOrEqualTo(1_000);
            assertThat(table.bytesHeld()).isGreaterThan(SHAPE_SIZE);
            assertThat(find(table, prefix)).isEqualTo(prefix);
        }
        add(table, "x".repeat(1_001), "too long");
        assertThat(find(table, "x".repeat(1_001))).isNull();
    }

    /** Returns prefixes of which none is a prefix of another, because each contains one bar, at the end. */
    private static String prefix(int length, int number) {
        return "{\"schema\":" + "s".repeat(length) + number + "|";
    }

    private static void add(ShapeTable<String> table, String prefix, String shape) {
        byte[] bytes = (prefix + "more").getBytes(UTF_8);
        table.add(bytes, bytes.length - 4, shape, SHAPE_SIZE);
    }

    private static @org.jspecify.annotations.Nullable String find(ShapeTable<String> table, String message) {
        return table.find(new ByteCursor(message.getBytes(UTF_8), new ScratchBuffers()));
    }
}
