package dev.ezcdc.benchmarks.contender.mapping;

import com.dslplatform.json.CompiledJson;
import com.dslplatform.json.JsonAttribute;
import org.jspecify.annotations.Nullable;

/** A value of any table with its schema, which is skipped. */
@CompiledJson
public final class AnyMessage {

    @JsonAttribute(index = 0)
    private @Nullable AnyEnvelope payload;

    public @Nullable AnyEnvelope getPayload() {
        return payload;
    }

    public void setPayload(@Nullable AnyEnvelope payload) {
        this.payload = payload;
    }
}
