package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.CdcRecord;
import org.jspecify.annotations.Nullable;

/** Records of a shape that was seen before. */
final class FastPath {

    /** The record, or null if it is not of a known shape: then the general path decides. */
    @Nullable
    CdcRecord tryDecode(byte @Nullable [] key, byte @Nullable [] value) {
        return null;
    }
}
