package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * Adjacent fields of a source with values that occurred before, such as database and table. Leads to the runs that have
 * followed it; the last one leads to a source with all these values. Written by one thread at a time, read by all.
 */
final class ConstantRun {

    private volatile PrefixTree<ConstantRun> next = PrefixTree.empty();
    private volatile @Nullable Source template;

    /** Moves past the run that follows and returns it; null if it is unknown. */
    @Nullable
    ConstantRun findNext(ByteCursor cursor) {
        return next.find(cursor);
    }

    /** Returns a source with the values of this run and those before it; null if no source ends with this run. */
    @Nullable
    Source template() {
        return template;
    }

    void setTemplate(Source source) {
        template = source;
    }

    /** Returns the run that follows with the given text. Adds it if it is unknown. */
    ConstantRun getOrAddNext(byte[] text) {
        ConstantRun known = next.get(text);
        if (known != null) {
            return known;
        }
        ConstantRun added = new ConstantRun();
        next = next.with(text, added);
        return added;
    }
}
