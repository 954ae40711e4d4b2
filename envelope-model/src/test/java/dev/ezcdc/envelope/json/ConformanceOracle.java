package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.CdcRecord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decodes records on every path and checks that the paths agree. The decoder keeps what it learns, as in production. Not
 * thread-safe.
 */
final class ConformanceOracle {

    /** The decoded record, or the reason for its rejection. */
    record Verdict(
            @Nullable CdcRecord record, @Nullable MalformedEnvelopeException rejection, boolean fastPathAnswered) {

        boolean isAccepted() {
            return record != null;
        }
    }

    private final EnvelopeDecoder decoder;

    ConformanceOracle() {
        this(EnvelopeDecoder.create());
    }

    ConformanceOracle(EnvelopeDecoder decoder) {
        this.decoder = decoder;
    }

    /** Teaches the decoder the shape of a valid record. */
    void learn(byte @Nullable [] key, byte[] value) {
        for (int i = 0; i < 3; i++) {
            decoder.decode(key, value);
        }
    }

    /** Returns the verdict of the general path. Fails if the fast path alone or both paths together disagree with it. */
    Verdict judge(byte @Nullable [] key, byte @Nullable [] value) {
        CdcRecord general = null;
        MalformedEnvelopeException rejection = null;
        try {
            general = decoder.decodeGeneral(key, value);
        } catch (MalformedEnvelopeException e) {
            rejection = e;
        }
        boolean fastPathAnswered = checkAnswer(general, decoder.decodeFast(key, value), "the fast path");
        try {
            CdcRecord decoded = decoder.decode(key, value);
            require(general != null, "only the general path rejects");
            checkAnswer(general, decoded, "both paths together");
        } catch (MalformedEnvelopeException e) {
            require(rejection != null, "only both paths together reject");
        }
        checkAnswer(general, decoder.decodeFast(key, value), "the fast path after learning");
        return new Verdict(general, rejection, fastPathAnswered);
    }

    /** Asserts without AssertJ's overhead, because the tests make millions of assertions. */
    static void require(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError(rule);
        }
    }

    static void requireEqual(@Nullable Object actual, @Nullable Object expected, String subject) {
        if (!Objects.equals(actual, expected)) {
            throw new AssertionError(subject + " is\n" + actual + "\ninstead of\n" + expected);
        }
    }

    /** Returns whether there is an answer. Fails if it is not the expected one. */
    private static boolean checkAnswer(@Nullable CdcRecord expected, @Nullable CdcRecord answer, String path) {
        if (answer == null) {
            return false;
        }
        if (expected == null) {
            throw new AssertionError(path + " accepts a record that the general path rejects: " + answer);
        }
        // The description includes details that equals ignores: the types of columns, the classes of numbers.
        if (!answer.equals(expected)
                || !RecordDescription.describe(answer).equals(RecordDescription.describe(expected))) {
            throw new AssertionError(path + " answers\n" + RecordDescription.describe(answer) + "\ninstead of\n"
                    + RecordDescription.describe(expected));
        }
        return true;
    }
}
