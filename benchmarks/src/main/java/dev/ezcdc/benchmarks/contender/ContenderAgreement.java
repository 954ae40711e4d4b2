package dev.ezcdc.benchmarks.contender;

import static dev.ezcdc.benchmarks.contender.mapping.DecodedChange.require;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.benchmarks.corpus.Corpus;
import dev.ezcdc.benchmarks.corpus.Ring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares a contender's results with a reference reading of the JSON, which shares no class with any contender and takes
 * every field. Measured times mean nothing before the results agree.
 */
public final class ContenderAgreement {

    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private final ObjectMapper mapper = new ObjectMapper();

    /**
     * Checks all messages of a corpus.
     *
     * @return a description of the first disagreement; null if there is none
     */
    public @Nullable String findDisagreement(Contender contender, Corpus corpus) {
        Decoder<?> decoder = contender.decoder(corpus);
        Ring ring = corpus.loadRing();
        ColumnTypes types = contender.times() == Contender.Times.NUMBERS
                ? ColumnTypes.fromConnectSchemas(corpus, ring)
                : ColumnTypes.fromSchemas(corpus, ring);
        for (int i = 0; i < ring.distinct(); i++) {
            ComparableChange expected =
                    readReference(ring.key(i), ring.value(i), corpus.hasSchemas(), contender.times(), types);
            ComparableChange actual = decoder.decodeToComparable(ring.key(i), ring.value(i));
            if (!actual.equals(expected)) {
                return contender + " decodes message " + i + " of " + corpus + " as " + actual + "; expected "
                        + expected;
            }
        }
        return null;
    }

    /** Reads a message without any contender. */
    ComparableChange readReference(
            byte[] key, byte[] value, boolean schemas, Contender.Times times, ColumnTypes types) {
        Map<String, @Nullable Object> envelope = payload(value, schemas);
        Map<String, @Nullable Object> source = require(object(envelope.get("source")), "source");
        Object sourceTime = time(source, times);
        source.keySet().removeAll(ComparableChange.TIME_FIELDS);
        types.convert(envelope.get("before"));
        types.convert(envelope.get("after"));
        return new ComparableChange(
                String.valueOf(envelope.get("op")),
                ComparableChange.normalize(payload(key, schemas)),
                image(envelope.get("before")),
                image(envelope.get("after")),
                ComparableChange.normalize(source),
                object(envelope.get("transaction")),
                sourceTime,
                time(envelope, times));
    }

    /** Reads a row. MongoDB documents are JSON in strings. */
    private @Nullable Map<String, @Nullable Object> image(@Nullable Object image) {
        try {
            return ComparableChange.normalizeImage(
                    image instanceof String json ? mapper.readValue(json, OBJECT) : image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the time in nanoseconds; in milliseconds from an older connector, which writes no others. */
    private static @Nullable Object time(Map<String, @Nullable Object> fields, Contender.Times times) {
        boolean hasNanos = fields.containsKey("ts_ns");
        Object time = fields.get(hasNanos ? "ts_ns" : "ts_ms");
        if (!(time instanceof Long number) || times == Contender.Times.NUMBERS) {
            return time;
        }
        return Instant.EPOCH.plus(number, hasNanos ? ChronoUnit.NANOS : ChronoUnit.MILLIS);
    }

    private Map<String, @Nullable Object> payload(byte[] json, boolean schemas) {
        try {
            Map<String, @Nullable Object> message = mapper.readValue(json, OBJECT);
            return schemas ? require(rawObject(message.get("payload")), "payload") : message;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Map<String, @Nullable Object> object(@Nullable Object value) {
        Map<String, @Nullable Object> raw = rawObject(value);
        return raw == null ? null : ComparableChange.normalize(raw);
    }

    private @Nullable Map<String, @Nullable Object> rawObject(@Nullable Object value) {
        return value == null ? null : mapper.convertValue(value, OBJECT);
    }
}
