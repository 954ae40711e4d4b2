package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.ezcdc.envelope.CdcRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fast path gives the same answer as the general path, or none. */
class FastPathTest {

    private static final long SEED = 20_261_122;
    /** Bytes with a meaning in JSON, UTF-8 or a number. */
    private static final byte[] SIGNIFICANT_BYTES = {
        '"',
        '\\',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        ' ',
        '\n',
        '0',
        '9',
        '-',
        '.',
        'e',
        'n',
        't',
        0,
        0x1F,
        0x7F,
        (byte) 0x80,
        (byte) 0xC3,
        (byte) 0xED,
        (byte) 0xFF
    };

    private final EnvelopeDecoder decoder = EnvelopeDecoder.create();

    @ParameterizedTest
    @MethodSource("dev.ezcdc.envelope.json.Corpora#names")
    void matchesGeneralPathOnEveryRecord(String corpus) {
        for (Corpora.Message message : Corpora.read(corpus)) {
            CdcRecord decoded = decoder.decode(message.key(), message.value());

            assertThat(decoded).isEqualTo(decoder.decodeGeneral(message.key(), message.value()));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ezcdc.envelope.json.Corpora#names")
    void recognizesRecordsOfKnownShape(String corpus) {
        List<Corpora.Message> messages = Corpora.read(corpus);
        learn(messages);
        int recognized = 0;
        for (Corpora.Message message : messages) {
            recognized += decoder.decodeFast(message.key(), message.value()) == null ? 0 : 1;
        }

        assertThat(recognized).isEqualTo(messages.size());
    }

    /** As written with replace.null.with.default=false. The connector does not set snapshot, whose default is false. */
    @ParameterizedTest
    @MethodSource("dev.ezcdc.envelope.json.Corpora#names")
    void recognizesNullAsSnapshotFalse(String corpus) {
        List<Corpora.Message> messages = Corpora.read(corpus);
        List<Corpora.Message> withNull =
                messages.stream().map(FastPathTest::withNullSnapshot).toList();
        learn(withNull);
        for (int i = 0; i < messages.size(); i++) {
            Corpora.Message original = messages.get(i);
            Corpora.Message message = withNull.get(i);

            assertThat(decoder.decodeFast(message.key(), message.value()))
                    .isNotNull()
                    .isEqualTo(decoder.decodeGeneral(original.key(), original.value()))
                    .isEqualTo(decoder.decodeFast(original.key(), original.value()));
        }
    }

    private static Corpora.Message withNullSnapshot(Corpora.Message message) {
        String text = new String(message.value(), UTF_8);
        assertThat(text).contains("\"snapshot\":\"false\"");
        return new Corpora.Message(
                message.key(),
                text.replace("\"snapshot\":\"false\"", "\"snapshot\":null").getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("dev.ezcdc.envelope.json.Corpora#names")
    void doesNotRecognizeTruncatedRecords(String corpus) {
        List<Corpora.Message> messages = Corpora.read(corpus);
        learn(messages);
        Corpora.Message message = messages.get(new Random(SEED).nextInt(messages.size()));
        byte[] key = message.key();
        byte[] value = message.value();
        for (int length = 0; value != null && length < value.length; length++) {
            assertThat(decoder.decodeFast(key, Arrays.copyOf(value, length)))
                    .as("%d bytes", length)
                    .isNull();
        }
        for (int length = 0; key != null && length < key.length; length++) {
            assertThat(decoder.decodeFast(Arrays.copyOf(key, length), value)).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ezcdc.envelope.json.Corpora#names")
    void neverDisagreesOnChangedBytes(String corpus) {
        List<Corpora.Message> messages = Corpora.read(corpus);
        learn(messages);
        Random random = new Random(SEED);
        Corpora.Message message = messages.get(random.nextInt(messages.size()));
        for (byte[] part : List.of(message.key() == null ? new byte[0] : message.key(), message.value())) {
            for (int i = 0; i < part.length; i++) {
                byte original = part[i];
                for (int n = 0; n < 6; n++) {
                    part[i] = n < 5
                            ? SIGNIFICANT_BYTES[random.nextInt(SIGNIFICANT_BYTES.length)]
                            : (byte) random.nextInt(256);
                    assertAgreement(message, "seed " + SEED + ", byte " + i + " is " + part[i]);
                }
                part[i] = original;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ezcdc.envelope.json.Corpora#names")
    void neverDisagreesOnInsertedOrRemovedBytes(String corpus) {
        List<Corpora.Message> messages = Corpora.read(corpus);
        learn(messages);
        Random random = new Random(SEED + 1);
        for (int n = 0; n < 2_000; n++) {
            Corpora.Message message = messages.get(random.nextInt(messages.size()));
            byte[] value = message.value() == null ? new byte[1] : message.value();
            // The payload, which is at the end, gets most of the changes.
            int at = value.length - 1 - random.nextInt(random.nextInt(value.length) + 1);
            byte[] changed = random.nextBoolean()
                    ? removeByte(value, at)
                    : insertByte(value, at, SIGNIFICANT_BYTES[random.nextInt(SIGNIFICANT_BYTES.length)]);
            assertAgreement(new Corpora.Message(message.key(), changed), "seed " + SEED + ", step " + n);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ezcdc.envelope.json.Corpora#names")
    void copiesDataFromInputArrays(String corpus) {
        List<Corpora.Message> messages = Corpora.read(corpus);
        learn(messages);
        Corpora.Message message = messages.get(0);
        CdcRecord expected = decoder.decodeGeneral(message.key(), message.value());
        CdcRecord decoded = decoder.decodeFast(message.key(), message.value());
        Arrays.fill(message.value() == null ? new byte[0] : message.value(), (byte) 'x');
        Arrays.fill(message.key() == null ? new byte[0] : message.key(), (byte) 'x');

        assertThat(decoded).isEqualTo(expected).hasToString(expected.toString());
    }

    @Test
    void isThreadSafe() throws Exception {
        List<Corpora.Message> messages = new ArrayList<>();
        for (String name : Corpora.names().toList()) {
            messages.addAll(Corpora.read(name).subList(0, 200));
        }
        List<CdcRecord> expected = messages.stream()
                .map(m -> decoder.decodeGeneral(m.key(), m.value()))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                Random random = new Random(SEED + t);
                runs.add(threads.submit(() -> {
                    for (int n = 0; n < 20_000; n++) {
                        int i = random.nextInt(messages.size());
                        Corpora.Message message = messages.get(i);
                        assertThat(decoder.decode(message.key(), message.value()))
                                .isEqualTo(expected.get(i));
                    }
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void leavesUnusualNumbersToGeneralPath() {
        Corpora.Message message = Corpora.read("customerCreate").get(5);
        learn(Corpora.read("customerCreate"));
        for (String number :
                List.of("-0", "01", "+1", "1.0", "1e0", "2147483648", "-2147483649", "99999999999999999999", "", "-")) {
            Corpora.Message changed = replaceInPayload(message, "\"id\":[0-9]+,", "\"id\":" + number + ",");
            assertThat(decoder.decodeFast(changed.key(), changed.value()))
                    .as(number)
                    .isNull();
        }
        for (String number : List.of("0", "-1", "2147483647", "-2147483648", "123456789")) {
            Corpora.Message changed = replaceInPayload(message, "\"id\":[0-9]+,", "\"id\":" + number + ",");
            assertThat(decoder.decodeFast(changed.key(), changed.value()))
                    .as(number)
                    .isNotNull()
                    .isEqualTo(decoder.decodeGeneral(changed.key(), changed.value()));
        }
    }

    @Test
    void recognizesTextsOfAnyLengthEscapeAndAlphabet() {
        Corpora.Message message = Corpora.read("customerCreate").get(5);
        learn(Corpora.read("customerCreate"));
        List<String> texts = new ArrayList<>(List.of(
                "é",
                "\\u00e9",
                "\\uD83D\\uDE00",
                "\\\"",
                "\\\\",
                "\\/",
                "\\b\\f\\n\\r\\t",
                "日本語",
                "😀",
                "a\\u0000b",
                "Zoë\\nñ",
                "\\u4e2d"));
        for (int length = 0; length < 40; length++) {
            texts.add("x".repeat(length));
            texts.add("x".repeat(length) + "\\n" + "é".repeat(length));
        }
        for (String text : texts) {
            Corpora.Message changed = replaceInPayload(
                    message, "\"first_name\":\"[^\"]*\"", "\"first_name\":\"" + text.replace("\\", "\\\\") + "\"");
            assertThat(decoder.decodeFast(changed.key(), changed.value()))
                    .as(text)
                    .isNotNull()
                    .isEqualTo(decoder.decodeGeneral(changed.key(), changed.value()));
        }
    }

    @Test
    void leavesUnpairedSurrogatesToGeneralPath() {
        Corpora.Message message = Corpora.read("customerCreate").get(5);
        learn(Corpora.read("customerCreate"));
        for (String text :
                List.of("\\ud83d", "\\ude00", "\\ud83d\\ud83d", "\\ud83dx", "\\ud83d\\n", "\\u00g0", "\\x", "\t")) {
            Corpora.Message changed = replaceInPayload(
                    message, "\"first_name\":\"[^\"]*\"", "\"first_name\":\"" + text.replace("\\", "\\\\") + "\"");
            assertThat(decoder.decodeFast(changed.key(), changed.value()))
                    .as(text)
                    .isNull();
        }
    }

    private static Corpora.Message replaceInPayload(Corpora.Message message, String pattern, String replacement) {
        byte[] value = message.value() == null ? new byte[0] : message.value();
        String text = new String(value, UTF_8);
        int payload = text.indexOf("\"payload\":");
        String changed = text.substring(0, payload) + text.substring(payload).replaceFirst(pattern, replacement);
        return new Corpora.Message(message.key(), changed.getBytes(UTF_8));
    }

    private void learn(List<Corpora.Message> messages) {
        messages.forEach(message -> decoder.decode(message.key(), message.value()));
    }

    private void assertAgreement(Corpora.Message message, String description) {
        CdcRecord fast = decoder.decodeFast(message.key(), message.value());
        if (fast != null) {
            assertThat(fast).as(description).isEqualTo(decodeGeneral(message, description));
        }
    }

    private CdcRecord decodeGeneral(Corpora.Message message, String description) {
        try {
            return decoder.decodeGeneral(message.key(), message.value());
        } catch (MalformedEnvelopeException e) {
            return fail(
                    description + ": the fast path accepts a record that the general path rejects: " + e.getMessage());
        }
    }

    private static byte[] removeByte(byte[] bytes, int at) {
        byte[] changed = new byte[bytes.length - 1];
        System.arraycopy(bytes, 0, changed, 0, at);
        System.arraycopy(bytes, at + 1, changed, at, changed.length - at);
        return changed;
    }

    private static byte[] insertByte(byte[] bytes, int at, byte added) {
        byte[] changed = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, changed, 0, at);
        changed[at] = added;
        System.arraycopy(bytes, at, changed, at + 1, bytes.length - at);
        return changed;
    }
}
