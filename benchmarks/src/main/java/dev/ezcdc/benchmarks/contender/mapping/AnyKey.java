package dev.ezcdc.benchmarks.contender.mapping;

import com.dslplatform.json.CompiledJson;
import com.dslplatform.json.JsonAttribute;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A key of any table with its schema, which is skipped. */
@CompiledJson
public final class AnyKey {

    @JsonAttribute(index = 0)
    private @Nullable Map<String, @Nullable Object> payload;

    public @Nullable Map<String, @Nullable Object> getPayload() {
        return payload;
    }

    public void setPayload(@Nullable Map<String, @Nullable Object> payload) {
        this.payload = payload;
    }
}
