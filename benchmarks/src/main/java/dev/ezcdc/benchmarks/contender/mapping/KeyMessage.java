package dev.ezcdc.benchmarks.contender.mapping;

import com.dslplatform.json.CompiledJson;
import com.dslplatform.json.JsonAttribute;
import org.jspecify.annotations.Nullable;

/** A key with its schema, which is skipped. */
@CompiledJson
public final class KeyMessage {

    @JsonAttribute(index = 0)
    private @Nullable CustomerKey payload;

    public @Nullable CustomerKey getPayload() {
        return payload;
    }

    public void setPayload(@Nullable CustomerKey payload) {
        this.payload = payload;
    }
}
