package dev.ezcdc.envelope.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.delivery.RedeliveryFilter;
import dev.ezcdc.envelope.json.CapturedCorpora.Captured;
import dev.ezcdc.envelope.json.CapturedCorpora.Corpus;
import dev.ezcdc.envelope.json.MutationSamples.Sample;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Redeliveries of connectors that crashed within transactions. Every write gives its row another number, so a number that
 * arrives twice proves a redelivery.
 */
class CapturedRedeliveryTest {

    /** The identity of a change by the numbers in its rows; each number is written once. */
    private record WrittenChange(
            String topic,
            String op,
            @Nullable Object before,
            @Nullable Object after) {}

    @ParameterizedTest
    @MethodSource("dev.ezcdc.envelope.json.CapturedCorpora#restarts")
    void noFirstDeliveryIsDroppedWithSchema(Corpus corpus) {
        check(corpus, corpus.records().stream().map(Captured::typed).toList());
    }

    @ParameterizedTest
    @MethodSource("dev.ezcdc.envelope.json.CapturedCorpora#restarts")
    void noFirstDeliveryIsDroppedWithoutSchema(Corpus corpus) {
        check(corpus, corpus.records().stream().map(Captured::plain).toList());
    }

    private static void check(Corpus corpus, List<Sample> records) {
        EnvelopeDecoder decoder = EnvelopeDecoder.create();
        Map<String, RedeliveryFilter> filters = new HashMap<>();
        Set<WrittenChange> delivered = new HashSet<>();
        int redelivered = 0;
        int recognized = 0;
        for (int i = 0; i < records.size(); i++) {
            String topic = corpus.records().get(i).topic();
            Sample sample = records.get(i);
            if (!(decoder.decode(sample.key(), sample.value()) instanceof ChangeEvent change)) {
                continue;
            }
            boolean accepted = filters.computeIfAbsent(topic, name -> RedeliveryFilter.create())
                    .accept(change);
            if (!topic.endsWith(".counted") && !topic.endsWith(".loose")) {
                continue;
            }
            WrittenChange written = describe(topic, change);
            if (delivered.add(written)) {
                assertThat(accepted)
                        .as(() -> "the first delivery of " + written)
                        .isTrue();
            } else {
                redelivered++;
                recognized += accepted ? 0 : 1;
            }
        }
        System.out.printf(
                "%s: %d changes, %d redeliveries, %d recognized%n", corpus, delivered.size(), redelivered, recognized);
        assertThat(delivered).hasSizeGreaterThan(50);
        assertThat(redelivered).isGreaterThan(5);
    }

    private static WrittenChange describe(String topic, ChangeEvent change) {
        Row before = null;
        Row after = null;
        if (change instanceof Create create) {
            after = create.after();
        } else if (change instanceof Update update) {
            before = update.before();
            after = update.after();
        } else if (change instanceof Delete delete) {
            before = delete.before();
        }
        return new WrittenChange(topic, change.op().code(), number(before), number(after));
    }

    private static @Nullable Long number(@Nullable Row row) {
        return row != null && row.get("seq") instanceof Number number ? number.longValue() : null;
    }
}
