package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.ezcdc.envelope.json.MutationSamples.Sample;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mutates valid records at random. All paths must give the same answer, Jackson's tree must have the same values, and only
 * MalformedEnvelopeException may be thrown.
 *
 * <p>{@code -Dezcdc.mutation.seed=N} repeats a seed, {@code -Dezcdc.mutation.steps=N} runs longer.
 */
class MutationTest {

    private static final long SEED = Long.getLong("ezcdc.mutation.seed", new Random().nextLong());
    private static final int STEPS = Integer.getInteger("ezcdc.mutation.steps", 1_000);

    private final List<Sample> samples = MutationSamples.all();

    @Test
    void everySampleIsValid() {
        EnvelopeDecoder decoder = EnvelopeDecoder.create();
        for (Sample sample : samples) {
            assertThatCode(() -> decoder.decode(sample.key(), sample.value()))
                    .as(() -> sample.value() == null ? "tombstone" : Mutations.toPrintable(sample.value()))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void bothPathsAgreeOnMutatedRecords() {
        run(EnvelopeDecoder.create(), "bothPathsAgreeOnMutatedRecords");
    }

    private void run(EnvelopeDecoder decoder, String name) {
        MutationCheck check = new MutationCheck(samples, decoder, new Random(SEED));
        int step = 0;
        try {
            for (; step < STEPS; step++) {
                check.step();
            }
        } catch (AssertionError e) {
            throw new AssertionError("-Dezcdc.mutation.seed=" + SEED + ", step " + step + ": " + e.getMessage(), e);
        }
        System.out.printf(
                "%s: seed %d, %d steps: %d accepted, %d rejected, %d answered by the fast path, %d equivalent records%n",
                name, SEED, STEPS, check.accepted, check.rejected, check.fastPathAnswers, check.equivalents);
        assertThat(check.rejected).isGreaterThan(STEPS / 10);
        assertThat(check.fastPathAnswers).isGreaterThan(STEPS / 10);
        assertThat(check.equivalents).isGreaterThan(STEPS / 10);
    }

    /** The decoded types depend on earlier records, so this test checks only the exceptions. */
    @Test
    void throwsOnlyMalformedEnvelopeWhenLearningTypes() {
        EnvelopeDecoder decoder =
                EnvelopeDecoder.builder().schemaSource(SchemaSource.learning()).build();
        Random random = new Random(SEED);
        int rejected = 0;
        for (int step = 0; step < STEPS; step++) {
            Sample valid = samples.get(random.nextInt(samples.size()));
            Sample other = samples.get(random.nextInt(samples.size()));
            if (valid.value() == null || other.value() == null) {
                continue;
            }
            byte[] value = random.nextInt(4) == 0
                    ? valid.value()
                    : Mutations.mutate(valid.value(), other.value(), random).json();
            try {
                decoder.decode(valid.key(), value);
            } catch (MalformedEnvelopeException e) {
                rejected++;
            } catch (RuntimeException e) {
                throw new AssertionError(
                        "-Dezcdc.mutation.seed=" + SEED + ", step " + step + ": " + Mutations.toPrintable(value), e);
            }
        }
        assertThat(rejected).isGreaterThan(STEPS / 10);
    }

    @Test
    void acceptsColumnExactlyIfJson() {
        Random random = new Random(SEED);
        MutationCheck check = new MutationCheck(samples, EnvelopeDecoder.create(), random);
        byte[] document =
                "{\"a\":[1,-2.50e3,null,true,\"x\\n\"],\"b\":{\"c\":\"ä\\ud83d\\ude00\",\"d\":[[]]},\"e\":12345678901}"
                        .getBytes(UTF_8);
        for (int step = 0; step < STEPS; step++) {
            try {
                check.judgeUntypedColumn(
                        Mutations.mutate(document, document, random).json());
            } catch (AssertionError e) {
                throw new AssertionError("-Dezcdc.mutation.seed=" + SEED + ", step " + step + ": " + e.getMessage(), e);
            }
        }
        System.out.println("acceptsColumnExactlyIfJson: seed " + SEED + ", " + check.accepted + " accepted, "
                + check.rejected + " rejected, " + check.fastPathAnswers + " answered by the fast path");
        assertThat(check.accepted).isGreaterThan(STEPS / 10);
        assertThat(check.rejected).isGreaterThan(STEPS / 10);
    }
}
