package dev.ezcdc.benchmarks.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.json.DecoderPaths;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fast path and the general path agree on every corpus, including damaged records. */
class FastPathOnCorporaTest {

    private static final int DAMAGED_RECORDS = 500;
    private static final byte[] SIGNIFICANT_BYTES =
            "\"\\{}[],: \n09-.entu\0\u001f".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private final EnvelopeDecoder decoder = EnvelopeDecoder.create();

    @ParameterizedTest
    @EnumSource(Corpus.class)
    void fastPathDecodesEveryRecordLikeTheGeneralPath(Corpus corpus) {
        Ring ring = learn(corpus);
        for (int i = 0; i < ring.distinct(); i++) {
            CdcRecord fast = DecoderPaths.decodeFast(decoder, ring.key(i), ring.value(i));

            assertThat(fast)
                    .as("record %d", i)
                    .isNotNull()
                    .isEqualTo(DecoderPaths.decodeGeneral(decoder, ring.key(i), ring.value(i)));
        }
    }

    @ParameterizedTest
    @EnumSource(Corpus.class)
    void pathsAcceptTheSameDamagedRecords(Corpus corpus) {
        Ring ring = learn(corpus);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int n = 0; n < damagedRecords(ring); n++) {
            int i = random.nextInt(ring.distinct());
            byte[] key = random.nextInt(10) == 0 ? damage(ring.key(i), random) : ring.key(i);
            byte[] value = damage(ring.value(i), random);
            String description = corpus + ", seed " + seed + ", turn " + n;
            CdcRecord general = generalOrNull(key, value);
            CdcRecord fast = DecoderPaths.decodeFast(decoder, key, value);
            if (fast != null) {
                assertThat(fast).as(description).isEqualTo(general);
            }
            assertThat(decodedOrNull(key, value)).as(description).isEqualTo(general);
        }
    }

    /** Fewer of large records, which take long. */
    private static int damagedRecords(Ring ring) {
        return Math.max(DAMAGED_RECORDS * ring.distinct() / Ring.SIZE, 8);
    }

    private Ring learn(Corpus corpus) {
        Ring ring = corpus.loadRing();
        for (int turn = 0; turn < 2; turn++) {
            for (int i = 0; i < ring.distinct(); i++) {
                decoder.decode(ring.key(i), ring.value(i));
            }
        }
        return ring;
    }

    private @Nullable CdcRecord generalOrNull(byte[] key, byte[] value) {
        try {
            return DecoderPaths.decodeGeneral(decoder, key, value);
        } catch (MalformedEnvelopeException e) {
            return null;
        }
    }

    private @Nullable CdcRecord decodedOrNull(byte[] key, byte[] value) {
        try {
            return decoder.decode(key, value);
        } catch (MalformedEnvelopeException e) {
            return null;
        }
    }

    /** Truncates a record, or flips, replaces, inserts or removes a byte; mostly in the payload, which is at the end. */
    private static byte[] damage(byte[] record, Random random) {
        int at = record.length - 1 - random.nextInt(random.nextInt(record.length) + 1);
        byte[] bytes = record.clone();
        switch (random.nextInt(5)) {
            case 0 -> {
                return Arrays.copyOf(record, at);
            }
            case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[at] = SIGNIFICANT_BYTES[random.nextInt(SIGNIFICANT_BYTES.length)];
            case 3 -> {
                bytes = new byte[record.length + 1];
                System.arraycopy(record, 0, bytes, 0, at);
                bytes[at] = SIGNIFICANT_BYTES[random.nextInt(SIGNIFICANT_BYTES.length)];
                System.arraycopy(record, at, bytes, at + 1, record.length - at);
            }
            default -> {
                bytes = new byte[record.length - 1];
                System.arraycopy(record, 0, bytes, 0, at);
                System.arraycopy(record, at + 1, bytes, at, bytes.length - at);
            }
        }
        return bytes;
    }
}
