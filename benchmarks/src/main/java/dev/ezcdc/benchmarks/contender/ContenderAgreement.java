package dev.ezcdc.benchmarks.contender;

import static dev.ezcdc.benchmarks.contender.DecodedChange.required;

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
 * Whether a contender's answers are right: compared with a plain reading of the JSON, which shares no class with any
 * contender and takes every field that is there. Times mean nothing before this holds.
 */
public final class ContenderAgreement {

    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private final ObjectMapper mapper = new ObjectMapper();

    /**
     * Checks all messages of a corpus.
     *
     * @return the first disagreement, in words; null if there is none
     */
    public @Nullable String firstDisagreement(Contender contender, Corpus corpus) {
        Decoder<?> decoder = contender.decoder(corpus);
        Ring ring = corpus.ring();
        ColumnTypes types = contender.times() == Contender.Times.NUMBERS
                ? ColumnTypes.ofConnect(corpus, ring)
                : ColumnTypes.of(corpus, ring);
        for (int i = 0; i < Ring.SIZE; i++) {
            ComparableChange expected = expected(ring.key(i), ring.value(i), corpus.schemas(), contender.times(), types);
            ComparableChange actual = decoder.check(ring.key(i), ring.value(i));
            if (!actual.equals(expected)) {
                return contender + " reads message " + i + " of " + corpus + " as " + actual + ", and it says "
                        + expected;
            }
        }
        return null;
    }

    /** The plain reading. */
    ComparableChange expected(byte[] key, byte[] value, boolean schemas, Contender.Times times, ColumnTypes types) {
        Map<String, @Nullable Object> envelope = payload(value, schemas);
        Map<String, @Nullable Object> source = required(object(envelope.get("source")), "source");
        Object sourceTime = source.get("ts_ns");
        source.keySet().removeAll(ComparableChange.TIMES);
        types.convert(envelope.get("before"));
        types.convert(envelope.get("after"));
        return new ComparableChange(
                String.valueOf(envelope.get("op")),
                ComparableChange.neutral(payload(key, schemas)),
                image(envelope.get("before")),
                image(envelope.get("after")),
                ComparableChange.neutral(source),
                object(envelope.get("transaction")),
                time(sourceTime, times),
                time(envelope.get("ts_ns"), times));
    }

    /** A row; MongoDB's documents are JSON in strings. */
    private @Nullable Map<String, @Nullable Object> image(@Nullable Object image) {
        try {
            return ComparableChange.image(image instanceof String json ? mapper.readValue(json, OBJECT) : image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object time(@Nullable Object nanos, Contender.Times times) {
        if (!(nanos instanceof Long number) || times == Contender.Times.NUMBERS) {
            return nanos;
        }
        return Instant.EPOCH.plus(number, ChronoUnit.NANOS);
    }

    private Map<String, @Nullable Object> payload(byte[] json, boolean schemas) {
        try {
            Map<String, @Nullable Object> message = mapper.readValue(json, OBJECT);
            return schemas ? required(rawObject(message.get("payload")), "payload") : message;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Map<String, @Nullable Object> object(@Nullable Object value) {
        Map<String, @Nullable Object> raw = rawObject(value);
        return raw == null ? null : ComparableChange.neutral(raw);
    }

    private @Nullable Map<String, @Nullable Object> rawObject(@Nullable Object value) {
        return value == null ? null : mapper.convertValue(value, OBJECT);
    }
}
