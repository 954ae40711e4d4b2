package dev.ezcdc.envelope.json;

import static dev.ezcdc.envelope.json.ConformanceOracle.require;
import static dev.ezcdc.envelope.json.ConformanceOracle.requireEqual;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.json.ConformanceOracle.Verdict;
import dev.ezcdc.envelope.json.MutationSamples.Sample;
import dev.ezcdc.envelope.json.Mutations.Mutant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Mutates records and checks the answers of one decoder, which keeps what it learns from earlier records. */
final class MutationCheck {

    private final List<Sample> samples;
    private final ConformanceOracle oracle;
    private final Random random;

    int accepted;
    int rejected;
    int fastPathAnswers;
    int equivalents;

    MutationCheck(List<Sample> samples, EnvelopeDecoder decoder, Random random) {
        this.samples = samples;
        this.oracle = new ConformanceOracle(decoder);
        this.random = random;
    }

    /** Mutates one of the samples and judges it. */
    void step() {
        Sample valid = samples.get(random.nextInt(samples.size()));
        Sample other = samples.get(random.nextInt(samples.size()));
        boolean mutateKey = valid.key() != null && (valid.value() == null || random.nextInt(8) == 0);
        byte[] part = mutateKey ? valid.key() : valid.value();
        byte[] donor = other.value() != null ? other.value() : other.key();
        if (part == null || donor == null) {
            return;
        }
        Mutant mutant = Mutations.mutate(part, donor, random);
        byte[] key = mutateKey ? mutant.json() : valid.key();
        byte[] value = mutateKey ? valid.value() : mutant.json();
        // Up to three times, because the fast path knows a new schema only after the first.
        for (int i = random.nextInt(3); i >= 0; i--) {
            judge(key, value, mutant.sameMeaning() ? valid : null);
        }
        judge(valid.key(), valid.value(), valid);
    }

    /** Judges a record and, if {@code equivalent} is not null, requires that both decode to the same record. */
    void judge(byte @Nullable [] key, byte @Nullable [] value, @Nullable Sample equivalent) {
        try {
            CdcRecord record = judgeRecord(key, value);
            if (equivalent != null) {
                equivalents++;
                CdcRecord expected =
                        oracle.judge(equivalent.key(), equivalent.value()).record();
                requireEqual(
                        record == null ? "rejected" : RecordDescription.describe(record),
                        RecordDescription.describe(expected),
                        "another spelling of the same record");
            }
        } catch (RuntimeException | Error e) {
            throw new AssertionError(
                    e + "\nfor the key\n" + (key == null ? "none" : Mutations.toPrintable(key)) + "\nand the value\n"
                            + (value == null ? "none" : Mutations.toPrintable(value)),
                    e);
        }
    }

    private @Nullable CdcRecord judgeRecord(byte @Nullable [] key, byte @Nullable [] value) {
        byte[] keyCopy = key == null ? null : key.clone();
        byte[] valueCopy = value == null ? null : value.clone();
        Verdict verdict = oracle.judge(keyCopy, valueCopy);
        require(Arrays.equals(keyCopy, key), "the caller's key was changed");
        require(Arrays.equals(valueCopy, value), "the caller's value was changed");
        CdcRecord record = verdict.record();
        fastPathAnswers += verdict.fastPathAnswered() ? 1 : 0;
        if (record == null) {
            rejected++;
            MalformedEnvelopeException e = verdict.rejection();
            byte[] part = e == null || e.part() == MalformedEnvelopeException.Part.KEY ? key : value;
            require(
                    e != null && e.byteOffset() >= 0 && e.byteOffset() <= (part == null ? 0 : part.length),
                    "the offset is outside the part: " + e);
            return null;
        }
        accepted++;
        MutationTree.checkRecord(record, key, value);
        String description = RecordDescription.describe(record);
        overwrite(keyCopy);
        overwrite(valueCopy);
        requireEqual(RecordDescription.describe(record), description, "the record after the arrays were overwritten");
        return record;
    }

    private static void overwrite(byte @Nullable [] bytes) {
        if (bytes != null) {
            Arrays.fill(bytes, (byte) 'x');
        }
    }

    /** Requires that a document in a column without schema is accepted exactly if Jackson accepts it. */
    void judgeUntypedColumn(byte[] document) {
        byte[] value = ConformanceEnvelopes.schemalessEnvelope(document);
        JsonNode tree = MutationTree.parseOrNull(value);
        Verdict verdict = oracle.judge(ConformanceEnvelopes.key(), value);
        boolean closesTheRow = tree != null && MutationTree.parseOrNull(document) == null;
        if (!closesTheRow) {
            require(
                    verdict.isAccepted() == (tree != null),
                    (tree != null ? "rejected" : "accepted") + ", unlike by Jackson: "
                            + Mutations.toPrintable(document));
        }
        judge(ConformanceEnvelopes.key(), value, null);
    }
}
