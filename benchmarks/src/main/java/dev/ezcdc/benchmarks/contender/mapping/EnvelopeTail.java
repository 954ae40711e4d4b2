package dev.ezcdc.benchmarks.contender.mapping;

import com.dslplatform.json.JsonAttribute;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** The fields that follow rows and source in every envelope. */
public abstract class EnvelopeTail {

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

    /** Takes the fields of another envelope. */
    public void copyTail(EnvelopeTail other) {
        transaction = other.transaction;
        op = other.op;
        tsMs = other.tsMs;
        tsUs = other.tsUs;
        tsNs = other.tsNs;
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
