package dev.ezcdc.benchmarks.contender;

import static dev.ezcdc.benchmarks.contender.mapping.DecodedChange.require;

import dev.ezcdc.benchmarks.contender.BoundDecoder.Library;
import dev.ezcdc.benchmarks.contender.BoundDecoder.Reader;
import dev.ezcdc.benchmarks.contender.mapping.DecodedChange;
import dev.ezcdc.benchmarks.contender.mapping.Envelope;
import dev.ezcdc.benchmarks.contender.mapping.wide.WideEnvelope;
import dev.ezcdc.benchmarks.contender.mapping.wide.WideMessage;
import dev.ezcdc.benchmarks.contender.mapping.wide.WideRow;
import dev.ezcdc.benchmarks.contender.mapping.wide.WideValues;
import dev.ezcdc.benchmarks.corpus.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Binds changes of {@code wide} to a class of its forty columns. With schemas the values are converted to their columns'
 * types, which the code knows; without, no contender knows them, and values stay JSON values.
 */
final class WideDecoder implements Decoder<WideDecoder.WideChange> {

    private final Reader<Integer> key;
    private final Reader<WideEnvelope> value;
    private final boolean hasTypes;

    /**
     * A change with its rows.
     *
     * @param before a {@link WideValues} or {@link WideRow}
     * @param after a {@link WideValues} or {@link WideRow}
     */
    record WideChange(
            DecodedChange change,
            @Nullable Object before,
            @Nullable Object after) {}

    WideDecoder(Corpus corpus, Library library) {
        key = BoundDecoder.ofClasses(corpus, library).keyReader();
        hasTypes = corpus.hasSchemas();
        if (hasTypes) {
            Reader<WideMessage> message = library.reader(WideMessage.class);
            value = json -> require(message.read(json), "value").getPayload();
        } else {
            value = library.reader(WideEnvelope.class);
        }
    }

    @Override
    public WideChange decode(byte[] keyJson, byte[] valueJson) {
        try {
            WideEnvelope envelope = require(value.read(valueJson), "payload");
            Envelope rest = new Envelope();
            rest.setSource(envelope.getSource());
            rest.copyTail(envelope);
            return new WideChange(
                    DecodedChange.of(require(key.read(keyJson), "key"), rest),
                    convert(envelope.getBefore()),
                    convert(envelope.getAfter()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Object convert(@Nullable WideRow row) {
        return row == null || !hasTypes ? row : WideValues.of(row);
    }

    @Override
    public ComparableChange toComparable(WideChange decoded) {
        return ComparableChangeMapper.map(decoded.change())
                .withRows(WideRows.toMap(decoded.before()), WideRows.toMap(decoded.after()));
    }
}
