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

/** On every corpus, the fast path and the general path agree, also on damaged records. */
class FastPathOnCorporaTest {

    private static final int SPOILT = 500;
    private static final byte[] TELLING =
            "\"\\{}[],: \n09-.entu\0\u001f".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private final EnvelopeDecoder decoder = EnvelopeDecoder.create();

    @ParameterizedTest
    @EnumSource(Corpus.class)
    void everyRecordIsKnownAndDecodedAsByTheGeneralPath(Corpus corpus) {
        Rings ring = learnt(corpus);
        for (int i = 0; i < Rings.SIZE; i++) {
            CdcRecord fast = DecoderPaths.decodeFast(decoder, ring.key(i), ring.value(i));

            assertThat(fast)
                    .as("record %d", i)
                    .isNotNull()
                    .isEqualTo(DecoderPaths.decodeGeneral(decoder, ring.key(i), ring.value(i)));
        }
    }

    @ParameterizedTest
    @EnumSource(Corpus.class)
    void spoiltRecordsAreAcceptedAndRejectedAlike(Corpus corpus) {
        Rings ring = learnt(corpus);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int n = 0; n < SPOILT; n++) {
            int i = random.nextInt(Rings.SIZE);
            byte[] key = random.nextInt(10) == 0 ? spoilt(ring.key(i), random) : ring.key(i);
            byte[] value = spoilt(ring.value(i), random);
            String how = corpus + ", seed " + seed + ", turn " + n;
            CdcRecord general = generalOrNull(key, value);
            CdcRecord fast = DecoderPaths.decodeFast(decoder, key, value);
            if (fast != null) {
                assertThat(fast).as(how).isEqualTo(general);
            }
            assertThat(decodedOrNull(key, value)).as(how).isEqualTo(general);
        }
    }

    private Rings learnt(Corpus corpus) {
        Rings ring = Rings.of(corpus);
        for (int turn = 0; turn < 2; turn++) {
            for (int i = 0; i < Rings.SIZE; i++) {
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

    /** Cut off, or a byte flipped, replaced, added or left out; mostly in the payload, which is at the end. */
    private static byte[] spoilt(byte[] good, Random random) {
        int at = good.length - 1 - random.nextInt(random.nextInt(good.length) + 1);
        byte[] bytes = good.clone();
        switch (random.nextInt(5)) {
            case 0 -> {
                return Arrays.copyOf(good, at);
            }
            case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[at] = TELLING[random.nextInt(TELLING.length)];
            case 3 -> {
                bytes = new byte[good.length + 1];
                System.arraycopy(good, 0, bytes, 0, at);
                bytes[at] = TELLING[random.nextInt(TELLING.length)];
                System.arraycopy(good, at, bytes, at + 1, good.length - at);
            }
            default -> {
                bytes = new byte[good.length - 1];
                System.arraycopy(good, 0, bytes, 0, at);
                System.arraycopy(good, at + 1, bytes, at, bytes.length - at);
            }
        }
        return bytes;
    }
}
