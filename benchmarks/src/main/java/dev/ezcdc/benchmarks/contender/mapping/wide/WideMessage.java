package dev.ezcdc.benchmarks.contender.mapping.wide;

import org.jspecify.annotations.Nullable;

/** A value with its schema, which is skipped. */
public final class WideMessage {

    private @Nullable WideEnvelope payload;

    public @Nullable WideEnvelope getPayload() {
        return payload;
    }

    public void setPayload(@Nullable WideEnvelope payload) {
        this.payload = payload;
    }
}
