package dev.ezcdc.benchmarks.contender.mapping;

import com.dslplatform.json.CompiledJson;
import com.dslplatform.json.JsonAttribute;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The envelope of any table's change: rows and source as maps. In MongoDB, before and after are strings. */
@CompiledJson
public final class AnyEnvelope extends EnvelopeTail {

    @JsonAttribute(index = 0)
    private @Nullable Object before;

    @JsonAttribute(index = 1)
    private @Nullable Object after;

    @JsonAttribute(index = 2)
    private @Nullable Map<String, @Nullable Object> source;

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

    /** Fills an envelope from its fields. */
    @SuppressWarnings("unchecked") // objects of JSON
    public static AnyEnvelope fromFields(Map<String, @Nullable Object> fields) {
        AnyEnvelope envelope = new AnyEnvelope();
        envelope.setBefore(fields.get("before"));
        envelope.setAfter(fields.get("after"));
        envelope.setSource((Map<String, @Nullable Object>) fields.get("source"));
        envelope.setTransaction(TransactionBlock.fromFields((Map<String, @Nullable Object>) fields.get("transaction")));
        envelope.setOp((String) fields.get("op"));
        envelope.setTsMs(time(fields.get("ts_ms")));
        envelope.setTsUs(time(fields.get("ts_us")));
        envelope.setTsNs(time(fields.get("ts_ns")));
        return envelope;
    }

    private static @Nullable Long time(@Nullable Object value) {
        return value instanceof Number number ? (Long) number.longValue() : null;
    }
}
