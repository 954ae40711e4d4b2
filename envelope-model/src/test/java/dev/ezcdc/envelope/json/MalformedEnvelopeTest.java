package dev.ezcdc.envelope.json;

import static dev.ezcdc.envelope.json.Messages.change;
import static dev.ezcdc.envelope.json.Messages.customer;
import static dev.ezcdc.envelope.json.Messages.json;
import static dev.ezcdc.envelope.json.Messages.text;
import static dev.ezcdc.envelope.json.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ezcdc.envelope.json.MalformedEnvelopeException.Part;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rejects invalid records and reports the byte offset and the expected input. */
class MalformedEnvelopeTest {

    private final EnvelopeDecoder decoder = EnvelopeDecoder.create();
    private final byte[] valid = json(change("u", customer(1, "änn", "b", "c"), customer(1, "ann", "b", "d")), true);

    @Test
    void rejectsEveryTruncationAtOrBeforeItsEnd() {
        for (int length = 0; length < valid.length; length++) {
            MalformedEnvelopeException e = assertRejected(null, Arrays.copyOf(valid, length));
            assertThat(e.byteOffset()).isBetween(0L, (long) length);
        }
    }

    @ParameterizedTest
    @CsvSource({"C0AF, 0", "EDA080, 0", "F8888080, 0", "80, 0", "C3, 0", "F4908080, 0", "E08080, 0"})
    void rejectsInvalidUtf8AtItsOffset(String hex, int offset) {
        byte[] bad = java.util.HexFormat.of().parseHex(hex);
        byte[] prefix = utf8("{\"a\":\"");
        byte[] value = Arrays.copyOf(prefix, prefix.length + bad.length + 2);
        System.arraycopy(bad, 0, value, prefix.length, bad.length);
        value[value.length - 2] = '"';
        value[value.length - 1] = '}';

        MalformedEnvelopeException e = assertRejected(null, value);

        assertThat(e.byteOffset()).isEqualTo(prefix.length + offset);
        assertThat(e.expected()).isEqualTo("well-formed UTF-8");
    }

    @Test
    void rejectsUtf16() {
        assertRejected(null, text(valid).getBytes(StandardCharsets.UTF_16));
        assertRejected(null, text(valid).getBytes(StandardCharsets.UTF_16LE));
    }

    @Test
    void rejectsDeepNestingWithoutStackOverflow() {
        assertThat(assertRejected(null, utf8("[".repeat(100_000))).expected()).contains("within the decoder's limits");
        assertThat(assertRejected(null, utf8("{\"a\":".repeat(100_000))).expected())
                .contains("within the decoder's limits");
    }

    @Test
    void rejectsEmptyValues() {
        assertThat(assertRejected(utf8("{\"id\":1}"), new byte[0]).part()).isEqualTo(Part.VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "1",
                "\"text\"",
                "{\"id\":1,\"email\":\"a@b.c\"}",
                "{\"op\":\"c\"}",
                "{\"op\":\"c\",\"source\":\"shop\",\"after\":{}}",
                "{\"ts_ms\":1}",
                "{\"schema\":{\"type\":\"struct\",\"fields\":[],\"name\":\"my.Row\"},\"payload\":{}}"
            })
    void rejectsJsonThatIsNotAnEnvelope(String json) {
        assertThat(assertRejected(null, utf8(json)).part()).isEqualTo(Part.VALUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"op\":\"u\" | \"op\":\"x\"",
                "\"op\":\"u\" | \"op\":null",
                "\"op\":\"u\" | \"op\":\"u\",\"op\":\"u\"",
                "\"lsn\":24284688 | \"lsn\":\"24284688\"",
                "\"lsn\":24284688 | \"lsn\":1e3",
                "\"lsn\":24284688 | \"lsn\":99999999999999999999",
                "\"id\":1 | \"id\":2147483648",
                "\"id\":1 | \"id\":01",
                "\"id\":1 | \"id\":null",
                "\"id\":1 | \"id\":1,\"id\":1",
                "\"id\":1 | \"id\":1,\"not_in_schema\":1",
                "\"after\":{ | \"after\":[{",
                "\"payload\":{ | \"payload\":{,",
                "\"connector\":\"postgresql\", | ''",
                "\"type\":\"struct\" | \"type\":\"strict\"",
            })
    void rejectsASingleError(String from, String to) {
        String json = text(valid);
        assertThat(json).contains(from);
        assertRejected(null, utf8(json.replace(from, to)));
    }

    @Test
    void rejectsInputAfterTheValue() {
        assertRejected(null, utf8(text(valid) + "}"));
        assertRejected(null, utf8(text(valid) + " {}"));
        assertRejected(null, utf8(text(valid) + "\0"));
    }

    @Test
    void reportsTheOffsetButNoValueOfTheRow() {
        String json = text(valid).replace("\"id\":1", "\"id\":\"secret\"");
        MalformedEnvelopeException e = assertRejected(null, utf8(json));

        assertThat(e.byteOffset()).isEqualTo(utf8(json.substring(0, json.indexOf("\"secret\""))).length);
        assertThat(e).hasMessageContaining("malformed value at byte").hasMessageNotContaining("secret");
        assertThat(e.getCause()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"op\":\"u\" | \"op\":| \"x\"",
                "\"op\":\"u\" | \"op\":| 7",
                "\"snapshot\":\"false\" | \"snapshot\":| \"x\"",
                "\"table\":\"customers\" | \"table\":| 7",
                "\"lsn\":24284688 | \"lsn\":| true",
                "\"ts_ms\":1703166402765 | \"ts_ms\":| {}",
            })
    void pointsToTheWrongField(String from, String prefix, String wrong) {
        for (byte[] message :
                List.of(valid, json(change("u", customer(1, "ä", "b", "c"), customer(1, "a", "b", "d")), false))) {
            String json = text(message);
            assertThat(json).contains(from);
            int at = json.lastIndexOf(from);
            String changed = json.substring(0, at) + prefix + wrong + json.substring(at + from.length());

            MalformedEnvelopeException e = assertRejected(null, utf8(changed));

            assertThat(e.byteOffset()).isEqualTo(utf8(changed.substring(0, at) + prefix).length);
        }
    }

    @Test
    void pointsToTheStructWithoutTheField() {
        String json = text(json(change("u", customer(1, "ä", "b", "c"), customer(1, "a", "b", "d")), false));
        String changed = json.replace("\"table\":\"customers\",", "");
        assertThat(changed).isNotEqualTo(json);

        MalformedEnvelopeException e = assertRejected(null, utf8(changed));

        assertThat(e.expected()).isEqualTo("the field payload.source.table");
        assertThat(e.byteOffset()).isEqualTo(utf8(changed.substring(0, changed.indexOf("{\"version\""))).length);
    }

    @Test
    void decodesOrRejectsRandomlyChangedBytes() {
        long seed = new Random().nextLong();
        System.out.println("seed of decodesOrRejectsRandomlyChangedBytes: " + seed);
        Random random = new Random(seed);
        int rejected = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = valid.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            try {
                decoder.decode(null, changed);
            } catch (MalformedEnvelopeException e) {
                rejected++;
            }
        }
        assertThat(rejected).isPositive();
    }

    private MalformedEnvelopeException assertRejected(byte @Nullable [] key, byte @Nullable [] value) {
        assertThatExceptionOfType(MalformedEnvelopeException.class).isThrownBy(() -> decoder.decode(key, value));
        return Objects.requireNonNull(
                catchThrowableOfType(MalformedEnvelopeException.class, () -> decoder.decode(key, value)));
    }
}
