package dev.ezcdc.benchmarks.contender.mapping.wide;

import dev.ezcdc.benchmarks.contender.mapping.EnvelopeTail;
import dev.ezcdc.benchmarks.contender.mapping.Source;
import org.jspecify.annotations.Nullable;

/** The envelope of a change of {@code wide}. */
public final class WideEnvelope extends EnvelopeTail {

    private @Nullable WideRow before;
    private @Nullable WideRow after;
    private @Nullable Source source;

    public @Nullable WideRow getBefore() {
        return before;
    }

    public void setBefore(@Nullable WideRow before) {
        this.before = before;
    }

    public @Nullable WideRow getAfter() {
        return after;
    }

    public void setAfter(@Nullable WideRow after) {
        this.after = after;
    }

    public @Nullable Source getSource() {
        return source;
    }

    public void setSource(@Nullable Source source) {
        this.source = source;
    }
}
