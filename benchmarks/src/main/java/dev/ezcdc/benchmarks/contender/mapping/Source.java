package dev.ezcdc.benchmarks.contender.mapping;

import com.dslplatform.json.CompiledJson;
import com.dslplatform.json.JsonAttribute;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL source with every field that Debezium writes. */
@CompiledJson
public final class Source {

    @JsonAttribute(index = 0)
    private @Nullable String version;

    @JsonAttribute(index = 1)
    private @Nullable String connector;

    @JsonAttribute(index = 2)
    private @Nullable String name;

    @JsonProperty("ts_ms")
    @JsonAttribute(name = "ts_ms", index = 3)
    private @Nullable Long tsMs;

    @JsonAttribute(index = 4)
    private @Nullable String snapshot;

    @JsonAttribute(index = 5)
    private @Nullable String db;

    @JsonAttribute(index = 6)
    private @Nullable String sequence;

    @JsonProperty("ts_us")
    @JsonAttribute(name = "ts_us", index = 7)
    private @Nullable Long tsUs;

    @JsonProperty("ts_ns")
    @JsonAttribute(name = "ts_ns", index = 8)
    private @Nullable Long tsNs;

    @JsonAttribute(index = 9)
    private @Nullable String schema;

    @JsonAttribute(index = 10)
    private @Nullable String table;

    @JsonAttribute(index = 11)
    private @Nullable Long txId;

    @JsonAttribute(index = 12)
    private @Nullable Long lsn;

    @JsonAttribute(index = 13)
    private @Nullable Long xmin;

    @JsonAttribute(index = 14)
    private @Nullable String origin;

    @JsonProperty("origin_lsn")
    @JsonAttribute(name = "origin_lsn", index = 15)
    private @Nullable Long originLsn;

    public @Nullable String getVersion() {
        return version;
    }

    public void setVersion(@Nullable String version) {
        this.version = version;
    }

    public @Nullable String getConnector() {
        return connector;
    }

    public void setConnector(@Nullable String connector) {
        this.connector = connector;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable Long getTsMs() {
        return tsMs;
    }

    public void setTsMs(@Nullable Long tsMs) {
        this.tsMs = tsMs;
    }

    public @Nullable String getSnapshot() {
        return snapshot;
    }

    public void setSnapshot(@Nullable String snapshot) {
        this.snapshot = snapshot;
    }

    public @Nullable String getDb() {
        return db;
    }

    public void setDb(@Nullable String db) {
        this.db = db;
    }

    public @Nullable String getSequence() {
        return sequence;
    }

    public void setSequence(@Nullable String sequence) {
        this.sequence = sequence;
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

    public @Nullable String getSchema() {
        return schema;
    }

    public void setSchema(@Nullable String schema) {
        this.schema = schema;
    }

    public @Nullable String getTable() {
        return table;
    }

    public void setTable(@Nullable String table) {
        this.table = table;
    }

    public @Nullable Long getTxId() {
        return txId;
    }

    public void setTxId(@Nullable Long txId) {
        this.txId = txId;
    }

    public @Nullable Long getLsn() {
        return lsn;
    }

    public void setLsn(@Nullable Long lsn) {
        this.lsn = lsn;
    }

    public @Nullable Long getXmin() {
        return xmin;
    }

    public void setXmin(@Nullable Long xmin) {
        this.xmin = xmin;
    }

    public @Nullable String getOrigin() {
        return origin;
    }

    public void setOrigin(@Nullable String origin) {
        this.origin = origin;
    }

    public @Nullable Long getOriginLsn() {
        return originLsn;
    }

    public void setOriginLsn(@Nullable Long originLsn) {
        this.originLsn = originLsn;
    }
}
