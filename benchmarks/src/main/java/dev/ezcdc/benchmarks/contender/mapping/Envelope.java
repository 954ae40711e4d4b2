package dev.ezcdc.benchmarks.contender.mapping;

import com.dslplatform.json.CompiledJson;
import com.dslplatform.json.JsonAttribute;
import org.jspecify.annotations.Nullable;

/** The envelope of a change of {@code customers}: a value without its schema. */
@CompiledJson
public final class Envelope extends EnvelopeTail {

    @JsonAttribute(index = 0)
    private @Nullable Customer before;

    @JsonAttribute(index = 1)
    private @Nullable Customer after;

    @JsonAttribute(index = 2)
    private @Nullable Source source;

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
}
