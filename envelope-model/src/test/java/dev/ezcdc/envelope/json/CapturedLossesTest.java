package dev.ezcdc.envelope.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import dev.ezcdc.envelope.json.CapturedCorpora.Corpus;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses of PostgreSQL's connector in tables without REPLICA IDENTITY FULL. The corpora are the proof. */
class CapturedLossesTest {

    static Stream<Corpus> postgresCorpora() {
        return CapturedCorpora.types()
                .filter(corpus -> corpus.name().startsWith("postgres")
                        && corpus.settings().isEmpty());
    }

    private static List<CdcRecord> decode(Corpus corpus, String table) {
        EnvelopeDecoder decoder = EnvelopeDecoder.create();
        return corpus.records().stream()
                .filter(captured -> captured.topic().equals("corpus.public." + table))
                .map(captured ->
                        decoder.decode(captured.typed().key(), captured.typed().value()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("postgresCorpora")
    void deleteHasPlaceholdersUnderDefaultIdentity(Corpus corpus) {
        List<Delete> deletes = decode(corpus, "shop").stream()
                .filter(Delete.class::isInstance)
                .map(Delete.class::cast)
                .toList();
        assertThat(deletes).hasSize(2);
        for (Delete delete : deletes) {
            Row before = Objects.requireNonNull(delete.before());
            assertThat(before.get("price"))
                    .as("the deleted row's price was 3.00")
                    .isEqualTo(new BigDecimal("0.00"));
            assertThat(before.get("name")).as("the deleted row's name was pear").isNotEqualTo("pear");
        }
    }

    @ParameterizedTest
    @MethodSource("postgresCorpora")
    void deleteHasAWrongKeyUnderIdentityUsingIndex(Corpus corpus) {
        List<CdcRecord> records = decode(corpus, "indexed");
        List<Delete> deletes = records.stream()
                .filter(Delete.class::isInstance)
                .map(Delete.class::cast)
                .toList();
        assertThat(deletes)
                .extracting(delete -> Objects.requireNonNull(delete.key()).get("id"))
                .as("the key of the deleted row was 1")
                .containsExactly(0, 0);
        assertThat(deletes)
                .extracting(delete -> Objects.requireNonNull(delete.before()).get("code"))
                .as("the column of the index has its value")
                .containsExactly(10, 11);
        assertThat(records.stream().filter(Tombstone.class::isInstance)).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("postgresCorpora")
    void unchangedLargeNumericsArriveAsNull(Corpus corpus) {
        Row after = decode(corpus, "toasted").stream()
                .filter(Update.class::isInstance)
                .map(Update.class::cast)
                .findFirst()
                .orElseThrow()
                .after();
        for (String column : List.of("a_text", "some_texts", "some_ints")) {
            assertThat(after.get(column)).as(column).isEqualTo(Unavailable.UNAVAILABLE);
        }
        for (String column : List.of("a_numeric", "some_numerics", "some_doubles")) {
            assertThat(after.get(column)).as(column).isNull();
        }
    }
}
