package dev.ezcdc.benchmarks.contender.mapping;

import org.jspecify.annotations.Nullable;

/** A value with its schema, which is skipped, and with rows as Java records. */
public final class RecordMessage {

    private @Nullable RecordEnvelope payload;

    public @Nullable RecordEnvelope getPayload() {
        return payload;
    }

    public void setPayload(@Nullable RecordEnvelope payload) {
        this.payload = payload;
    }
}
