package dev.ezcdc.benchmarks.contender.mapping;

import com.dslplatform.json.CompiledJson;
import com.dslplatform.json.JsonAttribute;
import org.jspecify.annotations.Nullable;

/** A value with its schema, which is skipped. */
@CompiledJson
public final class EnvelopeMessage {

    @JsonAttribute(index = 0)
    private @Nullable Envelope payload;

    public @Nullable Envelope getPayload() {
        return payload;
    }

    public void setPayload(@Nullable Envelope payload) {
        this.payload = payload;
    }
}
