package dev.ezcdc.envelope.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.CapturedCorpora.Captured;
import dev.ezcdc.envelope.json.CapturedCorpora.Corpus;
import dev.ezcdc.envelope.json.MutationSamples.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records of real connectors, from MySQL, MariaDB and PostgreSQL. */
class CapturedCorporaTest {

    @ParameterizedTest
    @MethodSource("dev.ezcdc.envelope.json.CapturedCorpora#all")
    void everyRecordDecodesAlikeOnAllPaths(Corpus corpus) {
        ConformanceOracle oracle = new ConformanceOracle(EnvelopeDecoder.create());
        int fast = 0;
        for (Captured captured : corpus.records()) {
            // The restarts repeat the same few schemas.
            if (!corpus.name().endsWith("-restarts")) {
                fast += decode(oracle, captured.typed()) ? 1 : 0;
            }
            fast += decode(oracle, captured.plain()) ? 1 : 0;
        }
        assertThat(corpus.records()).hasSizeGreaterThan(50);
        assertThat(fast).as("answers of the fast path").isPositive();
    }

    private static boolean decode(ConformanceOracle oracle, Sample sample) {
        ConformanceOracle.Verdict verdict = oracle.judge(sample.key(), sample.value());
        String text = sample.value() == null ? "tombstone" : Mutations.toPrintable(sample.value());
        assertThat(verdict.rejection()).as(text).isNull();
        MutationTree.checkRecord(Objects.requireNonNull(verdict.record()), sample.key(), sample.value());
        return verdict.fastPathAnswered();
    }

    @ParameterizedTest
    @MethodSource("dev.ezcdc.envelope.json.CapturedCorpora#all")
    void everyRecordIsTheSameChangeWithoutSchema(Corpus corpus) {
        EnvelopeDecoder decoder = EnvelopeDecoder.create();
        for (Captured captured : corpus.records()) {
            CdcRecord typed =
                    decoder.decode(captured.typed().key(), captured.typed().value());
            CdcRecord plain =
                    decoder.decode(captured.plain().key(), captured.plain().value());
            assertThat(plain).hasSameClassAs(typed);
            if (typed instanceof ChangeEvent change) {
                ChangeEvent other = (ChangeEvent) plain;
                assertThat(other.source().table()).isEqualTo(change.source().table());
                assertThat(other.position()).isEqualTo(change.position());
                assertThat(other.transaction()).isEqualTo(change.transaction());
                assertThat(other.timestamp()).isEqualTo(change.timestamp());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ezcdc.envelope.json.CapturedCorpora#types")
    void snapshotAndStreamHaveTheSameColumns(Corpus corpus) {
        EnvelopeDecoder decoder = EnvelopeDecoder.create();
        Map<Class<?>, List<Columns>> columns = new HashMap<>();
        for (Captured captured : corpus.records()) {
            CdcRecord record =
                    decoder.decode(captured.typed().key(), captured.typed().value());
            Row row = captured.topic().endsWith(".types") ? insertedRow(record) : null;
            if (row != null) {
                columns.computeIfAbsent(record.getClass(), type -> new ArrayList<>())
                        .add(row.columns());
            }
        }
        assertThat(columns).containsOnlyKeys(Read.class, Create.class);
        assertThat(columns.get(Create.class)).hasSameElementsAs(columns.get(Read.class));
    }

    /** The resource lists each value that differs, with what arrives instead. docs/reference/types.md gives the reasons. */
    @Test
    void everyValueIsSelectedByTheServerOrAKnownLoss() throws IOException {
        TreeSet<String> losses = new TreeSet<>();
        int compared = 0;
        for (Corpus corpus : CapturedCorpora.types().toList()) {
            EnvelopeDecoder decoder = EnvelopeDecoder.create();
            int rows = 0;
            for (Captured captured : corpus.records()) {
                CdcRecord record =
                        decoder.decode(captured.typed().key(), captured.typed().value());
                Row row = captured.topic().endsWith(".types") ? insertedRow(record) : null;
                if (row == null) {
                    continue;
                }
                rows++;
                int id = (Integer) Objects.requireNonNull(row.get("id"));
                Map<String, @Nullable String> selected =
                        Objects.requireNonNull(corpus.selected().get(id));
                for (Map.Entry<String, @Nullable String> column : selected.entrySet()) {
                    compared++;
                    addLoss(losses, corpus, id, column.getKey(), column.getValue(), row);
                }
            }
            assertThat(rows).as(corpus.name()).isEqualTo(corpus.selected().size());
        }
        assertThat(compared).isGreaterThan(1_000);
        assertThat(losses).containsExactlyElementsOf(new TreeSet<>(knownLosses()));
    }

    private static void addLoss(
            TreeSet<String> losses, Corpus corpus, int id, String column, @Nullable String text, Row row) {
        if (!row.contains(column)) {
            losses.add(corpus.name() + " " + column + " absent");
            return;
        }
        Object value = row.get(column);
        if (!SelectedValue.isEqual(column, value, text, corpus.settings())) {
            String origin = id > 100 ? "stream" : "snapshot";
            losses.add(corpus.name() + " " + column + " " + origin + ": " + text + " arrives as "
                    + RecordDescription.describe(value));
        }
    }

    private static @Nullable Row insertedRow(CdcRecord record) {
        return record instanceof Read read ? read.after() : record instanceof Create create ? create.after() : null;
    }

    private static List<String> knownLosses() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CapturedCorporaTest.class.getResourceAsStream("corpora/losses.txt")),
                StandardCharsets.UTF_8))) {
            Stream<String> losses = lines.lines().filter(line -> !line.startsWith("#") && !line.isBlank());
            return losses.collect(Collectors.toList());
        }
    }
}
