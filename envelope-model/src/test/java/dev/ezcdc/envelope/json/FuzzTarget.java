package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.json.MutationSamples.Sample;
import dev.ezcdc.envelope.json.Mutations.Mutant;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The entry point for Jazzer ({@code mvn -Pfuzz verify -pl envelope-model}), which finds it by name. The first byte of an
 * input selects how the rest is used. The decoder keeps what it learns from one input to the next.
 */
public final class FuzzTarget {

    private static final List<Sample> SAMPLES = MutationSamples.all();
    /** Many inputs share a decoder, but not all, so that a finding can be reproduced without the inputs of a whole day. */
    private static final int INPUTS_PER_DECODER = 100_000;

    private static final FuzzTarget TARGET = new FuzzTarget();

    private MutationCheck check = new MutationCheck(SAMPLES, EnvelopeDecoder.create(), new Random(0));
    private int inputs;

    private FuzzTarget() {}

    /** Called by Jazzer for each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.run(input);
    }

    private void run(byte[] input) {
        if (input.length < 2) {
            return;
        }
        if (inputs++ % INPUTS_PER_DECODER == 0) {
            check = new MutationCheck(SAMPLES, EnvelopeDecoder.create(), new Random(0));
            SAMPLES.forEach(sample -> check.judge(sample.key(), sample.value(), sample));
        }
        byte[] rest = Arrays.copyOfRange(input, 2, input.length);
        Sample sample = SAMPLES.get((input[1] & 0xFF) % SAMPLES.size());
        switch (input[0] & 7) {
            case 0 -> judge(null, rest);
            case 1 -> judge(rest, sample.value());
            case 2 -> check.judgeUntypedColumn(rest);
            case 3 -> judge(ConformanceEnvelopes.key(), typedEnvelope(input[1], rest));
            case 4 -> fuzzPayload(sample, rest);
            case 5 -> fuzzSchema(sample, rest);
            default -> fuzzMutant(sample, rest);
        }
    }

    private static byte[] typedEnvelope(byte type, byte[] value) {
        return ConformanceEnvelopes.typedEnvelope(
                MutationSamples.columnSchema(type & 0xFF) + ",\"optional\":true", value);
    }

    /** Uses the input as the payload after a known schema, or without a schema. */
    private void fuzzPayload(Sample sample, byte[] payload) {
        if (sample.value() != null) {
            String text = Mutations.toLatin1(sample.value());
            int name = text.indexOf("\"payload\":");
            String start = name < 0 ? "" : text.substring(0, name + 10);
            judge(sample.key(), Mutations.toBytes(start + Mutations.toLatin1(payload) + (name < 0 ? "" : "}")));
        }
    }

    /** Replaces a part of a record, which the first two bytes select. */
    private void fuzzSchema(Sample sample, byte[] rest) {
        if (sample.value() != null && rest.length > 2) {
            MutationJson json = MutationJson.parse(sample.value());
            int index = ByteBuffer.wrap(rest).getShort() & 0xFFFF;
            MutationJson.Span span = json.spans().get(index % json.spans().size());
            String value = Mutations.toLatin1(Arrays.copyOfRange(rest, 2, rest.length));
            byte[] changed = Mutations.toBytes(
                    json.text().substring(0, span.start()) + value + json.text().substring(span.end()));
            // Twice, so the fast path knows the schema the second time.
            judge(sample.key(), changed);
            judge(sample.key(), changed);
        }
    }

    /** Uses the input as a seed for mutations of a valid record. */
    private void fuzzMutant(Sample sample, byte[] rest) {
        byte[] value = sample.value();
        byte[] other =
                SAMPLES.get((Arrays.hashCode(rest) & 0xFFFF) % SAMPLES.size()).value();
        if (value != null && other != null) {
            Mutant mutant = Mutations.mutate(value, other, new Random(Arrays.hashCode(rest)));
            check.judge(sample.key(), mutant.json(), mutant.sameMeaning() ? sample : null);
        }
    }

    private void judge(byte @Nullable [] key, byte @Nullable [] value) {
        check.judge(key, value, null);
    }
}
