package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.CdcRecord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder says of a record, by every path, and that they say the same. The decoder keeps what it learns, as it
 * does in a program. Used by one thread.
 */
final class ConformanceOracle {

    /** The record, or the reason of its rejection. */
    record Verdict(@Nullable CdcRecord record, @Nullable MalformedEnvelopeException rejection, boolean fastPathAnswered) {

        boolean isAccepted() {
            return record != null;
        }
    }

    private final EnvelopeDecoder decoder;

    ConformanceOracle() {
        this(new EnvelopeDecoder());
    }

    ConformanceOracle(EnvelopeDecoder decoder) {
        this.decoder = decoder;
    }

    /** Teaches the decoder the shape of a good record: a schema has to be seen before. */
    void learn(byte @Nullable [] key, byte[] value) {
        for (int i = 0; i < 3; i++) {
            decoder.decode(key, value);
        }
    }

    /** The verdict, after the general path, the fast path and both together were asked and agreed. */
    Verdict judge(byte @Nullable [] key, byte @Nullable [] value) {
        CdcRecord general = null;
        MalformedEnvelopeException rejected = null;
        try {
            general = decoder.decodeGeneral(key, value);
        } catch (MalformedEnvelopeException e) {
            rejected = e;
        }
        boolean fastKnew = checkAnswer(general, decoder.decodeFast(key, value), "the fast path");
        try {
            CdcRecord whole = decoder.decode(key, value);
            require(general != null, "the general path alone rejects");
            checkAnswer(general, whole, "both paths together");
        } catch (MalformedEnvelopeException e) {
            require(rejected != null, "both paths together alone reject");
        }
        checkAnswer(general, decoder.decodeFast(key, value), "the fast path after it has learnt");
        return new Verdict(general, rejected, fastKnew);
    }

    /** An assertion that costs next to nothing, as millions are made. */
    static void require(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError(rule);
        }
    }

    /** Likewise, of two values. */
    static void requireEqual(@Nullable Object actual, @Nullable Object expected, String what) {
        if (!Objects.equals(actual, expected)) {
            throw new AssertionError(what + " is\n" + actual + "\ninstead of\n" + expected);
        }
    }

    /** Whether the answer is one; it must then be the expected one. */
    private static boolean checkAnswer(@Nullable CdcRecord expected, @Nullable CdcRecord answer, String path) {
        if (answer == null) {
            return false;
        }
        if (expected == null) {
            throw new AssertionError(path + " accepts what the general path rejects: " + answer);
        }
        // Equality first; then what it leaves out (the columns' types, the classes of numbers).
        if (!answer.equals(expected) || !RecordDescription.describe(answer).equals(RecordDescription.describe(expected))) {
            throw new AssertionError(path + " answers\n" + RecordDescription.describe(answer) + "\ninstead of\n"
                    + RecordDescription.describe(expected));
        }
        return true;
    }
}
