package dev.ezcdc.envelope.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.json.MutationSamples.Sample;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Differential fuzzing over the captured corpora: mutated records through both paths of the decoder, and through Jackson's
 * tree. {@code -Dezcdc.fuzz.minutes=N} runs N minutes, {@code -Dezcdc.mutation.seed=N} repeats a seed.
 */
class CapturedMutationTest {

    private static final long SEED = Long.getLong("ezcdc.mutation.seed", new Random().nextLong());
    private static final int MIN_STEPS = 40;
    /** Many steps share a decoder, but not all, so that a finding can be reproduced. */
    private static final int STEPS_PER_DECODER = 2_000;

    @Test
    void bothPathsAgreeWithJacksonOnMutatedRecords() {
        List<Sample> samples = CapturedCorpora.all()
                .flatMap(corpus -> corpus.records().stream())
                .flatMap(captured -> Stream.of(captured.typed(), captured.plain()))
                .toList();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(Integer.getInteger("ezcdc.fuzz.minutes", 0));
        int step = 0;
        int accepted = 0;
        int rejected = 0;
        int fast = 0;
        for (int round = 0; step < MIN_STEPS || System.nanoTime() < end; round++) {
            MutationCheck check = new MutationCheck(samples, EnvelopeDecoder.create(), new Random(SEED + round));
            int first = step;
            try {
                while (step - first < STEPS_PER_DECODER && (step < MIN_STEPS || System.nanoTime() < end)) {
                    check.step();
                    step++;
                }
            } catch (AssertionError e) {
                throw new AssertionError(
                        "-Dezcdc.mutation.seed=" + (SEED + round) + ", step " + (step - first) + ": " + e.getMessage(),
                        e);
            }
            accepted += check.accepted;
            rejected += check.rejected;
            fast += check.fastPathAnswers;
        }
        System.out.printf(
                "captured corpora: seed %d, %d steps: %d accepted, %d rejected, %d answered by the fast path%n",
                SEED, step, accepted, rejected, fast);
        assertThat(accepted).isPositive();
        assertThat(rejected).isPositive();
        assertThat(fast).isPositive();
    }
}
