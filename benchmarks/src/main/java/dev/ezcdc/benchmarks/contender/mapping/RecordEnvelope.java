package dev.ezcdc.benchmarks.contender.mapping;

import org.jspecify.annotations.Nullable;

/** The envelope of a change of {@code customers} whose rows are Java records. */
public final class RecordEnvelope extends EnvelopeTail {

    private @Nullable CustomerRecord before;
    private @Nullable CustomerRecord after;
    private @Nullable Source source;

    public @Nullable CustomerRecord getBefore() {
        return before;
    }

    public void setBefore(@Nullable CustomerRecord before) {
        this.before = before;
    }

    public @Nullable CustomerRecord getAfter() {
        return after;
    }

    public void setAfter(@Nullable CustomerRecord after) {
        this.after = after;
    }

    public @Nullable Source getSource() {
        return source;
    }

    public void setSource(@Nullable Source source) {
        this.source = source;
    }
}
