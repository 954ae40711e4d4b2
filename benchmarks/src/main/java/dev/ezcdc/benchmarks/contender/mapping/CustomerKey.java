package dev.ezcdc.benchmarks.contender.mapping;

import com.dslplatform.json.CompiledJson;
import com.dslplatform.json.JsonAttribute;

/** The key of {@code customers}. */
@CompiledJson
public final class CustomerKey {

    @JsonAttribute(index = 0)
    private int id;

    public int getId() {
        return id;
    }

    public void setId(int id) {
        this.id = id;
    }
}
