package dev.ezcdc.benchmarks.mapping;

import com.dslplatform.json.CompiledJson;
import com.dslplatform.json.JsonAttribute;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** The envelope of a change of {@code customers}: the value as it is without a schema. */
@CompiledJson
public final class Envelope {

    @JsonAttribute(index = 0)
    private @Nullable Customer before;

    @JsonAttribute(index = 1)
    private @Nullable Customer after;

    @JsonAttribute(index = 2)
    private @Nullable Source source;

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

    public @Nullable Customer getBefore() {
        return before;
    }

    public void setBefore(@Nullable Customer before) {
        this.before = before;
    }

    public @Nullable Customer getAfter() {
        return after;
    }

    public void setAfter(@Nullable Customer after) {
        this.after = after;
    }

    public @Nullable Source getSource() {
        return source;
    }

    public void setSource(@Nullable Source source) {
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
