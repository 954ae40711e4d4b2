package dev.ezcdc.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ezcdc.benchmarks.corpus.Corpus;
import dev.ezcdc.benchmarks.corpus.NewSchemas;
import dev.ezcdc.benchmarks.corpus.Ring;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Measured times mean nothing unless the results are right. */
class ContendersAgreeTest {

    private static final ColumnTypes TYPES =
            ColumnTypes.fromSchemas(Corpus.customerCreate, Corpus.customerCreate.loadRing());

    private final ContenderAgreement agreement = new ContenderAgreement();

    static Stream<Arguments> contendersWithCustomers() {
        return contendersWith(Corpus::hasCustomers);
    }

    static Stream<Arguments> contendersWithOtherCorpora() {
        return contendersWith(corpus -> !corpus.hasCustomers());
    }

    private static Stream<Arguments> contendersWith(Predicate<Corpus> isTested) {
        return Arrays.stream(Contender.values()).flatMap(contender -> Arrays.stream(Corpus.values())
                .filter(isTested)
                .filter(contender::supports)
                .map(corpus -> Arguments.of(contender, corpus)));
    }

    @ParameterizedTest
    @MethodSource("contendersWithCustomers")
    void decodesCustomersLikeTheReference(Contender contender, Corpus corpus) {
        assertThat(agreement.findDisagreement(contender, corpus)).isNull();
    }

    @ParameterizedTest
    @Tag("long")
    @MethodSource("contendersWithOtherCorpora")
    void decodesEveryMessageLikeTheReference(Contender contender, Corpus corpus) {
        assertThat(agreement.findDisagreement(contender, corpus)).isNull();
    }

    @ParameterizedTest
    @EnumSource(Contender.class)
    void noteStatesWhetherTimesStayNumbers(Contender contender) {
        assumeTrue(contender.supports(Corpus.customerCreate), "this JVM cannot run the contender");
        Ring ring = Corpus.customerCreate.loadRing();
        ComparableChange decoded =
                contender.decoder(Corpus.customerCreate).decodeToComparable(ring.key(0), ring.value(0));

        boolean numbers = decoded.sourceTime() instanceof Long && decoded.time() instanceof Long;

        assertThat(contender.times() == Contender.Times.NUMBERS).isEqualTo(numbers);
        assertThat(contender.note().contains("does less: times stay numbers")).isEqualTo(numbers);
    }

    @ParameterizedTest
    @EnumSource(
            value = Contender.class,
            names = {"ezcdc", "jacksonDatabind", "jacksonTree"})
    void newSchemaDoesNotChangeResults(Contender contender) {
        Ring ring = Corpus.customerCreate.loadRing();
        NewSchemas records = new NewSchemas(ring);
        Decoder<?> decoder = contender.decoder(Corpus.customerCreate);
        for (int i = 1; i <= 60; i++) {
            if (i % 3 == 0) {
                records.startNewSchema();
            }
            records.advance();

            assertThat(records.value()).isNotEqualTo(ring.value(i)).hasSameSizeAs(ring.value(i));
            assertThat(decoder.decodeToComparable(records.key(), records.value()))
                    .isEqualTo(decoder.decodeToComparable(ring.key(i), ring.value(i)));
        }
    }

    @Test
    void detectsWrongResult() {
        Ring ring = Corpus.customerCreate.loadRing();

        ComparableChange first =
                agreement.readReference(ring.key(0), ring.value(0), true, Contender.Times.INSTANTS, TYPES);
        ComparableChange otherRow =
                Contender.fastjson2.decoder(Corpus.customerCreate).decodeToComparable(ring.key(0), ring.value(1));

        assertThat(otherRow).isNotEqualTo(first);
    }

    @Test
    void referenceReadsEveryField() {
        Ring ring = Corpus.customerUpdate.loadRing();

        ComparableChange update =
                agreement.readReference(ring.key(0), ring.value(0), true, Contender.Times.INSTANTS, TYPES);

        assertThat(update.op()).isEqualTo("u");
        assertThat(update.before()).containsOnlyKeys("id", "first_name", "last_name", "email");
        assertThat(update.after()).containsOnlyKeys("id", "first_name", "last_name", "email");
        assertThat(update.after()).containsAllEntriesOf(update.key());
        assertThat(update.source()).containsEntry("connector", "postgresql").containsEntry("table", "customers");
        assertThat(update.sourceTime()).isNotNull();
    }
}
