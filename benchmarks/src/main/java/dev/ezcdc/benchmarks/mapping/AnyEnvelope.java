package dev.ezcdc.benchmarks.mapping;

import com.dslplatform.json.CompiledJson;
import com.dslplatform.json.JsonAttribute;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The envelope of any table's change: rows and source as maps. MongoDB's before and after are strings. */
@CompiledJson
public final class AnyEnvelope {

    @JsonAttribute(index = 0)
    private @Nullable Object before;

    @JsonAttribute(index = 1)
    private @Nullable Object after;

    @JsonAttribute(index = 2)
    private @Nullable Map<String, @Nullable Object> source;

    @JsonAttribute(index = 3)
    private @Nullable TransactionBlock transaction;

    @JsonAttribute(index = 4)
    private @Nullable String op;

    @JsonProperty("ts_ms")
    @JsonAttribute(name = "ts_ms", index = 5)
    private @Nullable Long tsMs;

    @JsonProperty("ts_us")
    @JsonAttribute(name = "ts_us", index = 6)
    private @Nullable Long tsUs;

    @JsonProperty("ts_ns")
    @JsonAttribute(name = "ts_ns", index = 7)
    private @Nullable Long tsNs;

    public @Nullable Object getBefore() {
        return before;
    }

    public void setBefore(@Nullable Object before) {
        this.before = before;
    }

    public @Nullable Object getAfter() {
        return after;
    }

    public void setAfter(@Nullable Object after) {
        this.after = after;
    }

    public @Nullable Map<String, @Nullable Object> getSource() {
        return source;
    }

    public void setSource(@Nullable Map<String, @Nullable Object> source) {
        this.source = source;
    }

    public @Nullable TransactionBlock getTransaction() {
        return transaction;
    }

    public void setTransaction(@Nullable TransactionBlock transaction) {
        this.transaction = transaction;
    }

    public @Nullable String getOp() {
        return op;
    }

    public void setOp(@Nullable String op) {
        this.op = op;
    }

    public @Nullable Long getTsMs() {
        return tsMs;
    }

    public void setTsMs(@Nullable Long tsMs) {
        this.tsMs = tsMs;
    }

    public @Nullable Long getTsUs() {
        return tsUs;
    }

    public void setTsUs(@Nullable Long tsUs) {
        this.tsUs = tsUs;
    }

    public @Nullable Long getTsNs() {
        return tsNs;
    }

    public void setTsNs(@Nullable Long tsNs) {
        this.tsNs = tsNs;
    }
}
