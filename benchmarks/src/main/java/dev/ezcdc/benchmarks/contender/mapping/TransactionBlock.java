package dev.ezcdc.benchmarks.contender.mapping;

import com.dslplatform.json.CompiledJson;
import com.dslplatform.json.JsonAttribute;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event's position in its transaction. */
@CompiledJson
public final class TransactionBlock {

    @JsonAttribute(index = 0)
    private @Nullable String id;

    @JsonProperty("total_order")
    @JsonAttribute(name = "total_order", index = 1)
    private long totalOrder;

    @JsonProperty("data_collection_order")
    @JsonAttribute(name = "data_collection_order", index = 2)
    private long dataCollectionOrder;

    /** Fills a block from the fields of an envelope's transaction; null if it has none. */
    public static @Nullable TransactionBlock fromFields(@Nullable Map<String, @Nullable Object> fields) {
        if (fields == null) {
            return null;
        }
        TransactionBlock block = new TransactionBlock();
        block.setId((String) fields.get("id"));
        block.setTotalOrder(fields.get("total_order") instanceof Number order ? order.longValue() : 0);
        block.setDataCollectionOrder(
                fields.get("data_collection_order") instanceof Number order ? order.longValue() : 0);
        return block;
    }

    public @Nullable String getId() {
        return id;
    }

    public void setId(@Nullable String id) {
        this.id = id;
    }

    public long getTotalOrder() {
        return totalOrder;
    }

    public void setTotalOrder(long totalOrder) {
        this.totalOrder = totalOrder;
    }

    public long getDataCollectionOrder() {
        return dataCollectionOrder;
    }

    public void setDataCollectionOrder(long dataCollectionOrder) {
        this.dataCollectionOrder = dataCollectionOrder;
    }
}
