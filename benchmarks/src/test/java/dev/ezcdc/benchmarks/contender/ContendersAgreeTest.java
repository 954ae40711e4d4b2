package dev.ezcdc.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ezcdc.benchmarks.corpus.Corpus;
import dev.ezcdc.benchmarks.corpus.NewSchemas;
import dev.ezcdc.benchmarks.corpus.Ring;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No time means anything before the answers are right. */
class ContendersAgreeTest {

    private static final ColumnTypes TYPES = ColumnTypes.of(Corpus.customerCreate, Corpus.customerCreate.ring());

    private final ContenderAgreement agreement = new ContenderAgreement();

    static Stream<Arguments> contendersAndCorpora() {
        return Arrays.stream(Contender.values()).flatMap(contender -> Arrays.stream(Corpus.values())
                .filter(contender::takesPart)
                .map(corpus -> Arguments.of(contender, corpus)));
    }

    @ParameterizedTest
    @MethodSource("contendersAndCorpora")
    void everyMessageIsReadAsItSays(Contender contender, Corpus corpus) {
        assertThat(agreement.firstDisagreement(contender, corpus)).isNull();
    }

    @ParameterizedTest
    @EnumSource(Contender.class)
    void whoeverLeavesTimesAsNumbersSaysSo(Contender contender) {
        assumeTrue(contender.takesPart(Corpus.customerCreate), "this JVM cannot run it");
        Ring ring = Corpus.customerCreate.ring();
        ComparableChange decoded = contender.decoder(Corpus.customerCreate).check(ring.key(0), ring.value(0));

        boolean numbers = decoded.sourceTime() instanceof Long && decoded.time() instanceof Long;

        assertThat(contender.times() == Contender.Times.NUMBERS).isEqualTo(numbers);
        assertThat(contender.note().contains("does less: times stay numbers")).isEqualTo(numbers);
    }

    @ParameterizedTest
    @EnumSource(
            value = Contender.class,
            names = {"ezcdc", "jacksonDatabind", "jacksonTree"})
    void aNewSchemaChangesNoAnswer(Contender contender) {
        Ring ring = Corpus.customerCreate.ring();
        NewSchemas records = new NewSchemas(ring);
        Decoder<?> decoder = contender.decoder(Corpus.customerCreate);
        for (int i = 1; i <= 60; i++) {
            if (i % 3 == 0) {
                records.next();
            }
            records.advance();

            assertThat(records.value()).isNotEqualTo(ring.value(i)).hasSameSizeAs(ring.value(i));
            assertThat(decoder.check(records.key(), records.value()))
                    .isEqualTo(decoder.check(ring.key(i), ring.value(i)));
        }
    }

    @Test
    void aWrongAnswerIsNoticed() {
        Ring ring = Corpus.customerCreate.ring();

        ComparableChange first = agreement.expected(ring.key(0), ring.value(0), true, Contender.Times.INSTANTS, TYPES);
        ComparableChange otherRow = Contender.fastjson2.decoder(Corpus.customerCreate).check(ring.key(0), ring.value(1));

        assertThat(otherRow).isNotEqualTo(first);
    }

    @Test
    void thePlainReadingTakesEveryField() {
        Ring ring = Corpus.customerUpdate.ring();

        ComparableChange update = agreement.expected(ring.key(0), ring.value(0), true, Contender.Times.INSTANTS, TYPES);

        assertThat(update.op()).isEqualTo("u");
        assertThat(update.before()).containsOnlyKeys("id", "first_name", "last_name", "email");
        assertThat(update.after()).containsOnlyKeys("id", "first_name", "last_name", "email");
        assertThat(update.after()).containsAllEntriesOf(update.key());
        assertThat(update.source()).containsEntry("connector", "postgresql").containsEntry("table", "customers");
        assertThat(update.sourceTime()).isNotNull();
    }
}
