package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.CdcRecord;
import org.jspecify.annotations.Nullable;

/** Runs a single path of the decoder, for tests outside this package. Part of the test-fixtures jar. */
public final class DecoderPaths {

    private DecoderPaths() {}

    /** Decodes on the fast path; null if it does not recognize the record. */
    public static @Nullable CdcRecord decodeFast(
            EnvelopeDecoder decoder, byte @Nullable [] key, byte @Nullable [] value) {
        return decoder.decodeFast(key, value);
    }

    /** Decodes on the general path. */
    public static CdcRecord decodeGeneral(EnvelopeDecoder decoder, byte @Nullable [] key, byte @Nullable [] value) {
        return decoder.decodeGeneral(key, value);
    }
}
