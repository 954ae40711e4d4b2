package dev.ezcdc.benchmarks.variation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.benchmarks.corpus.Ring;
import dev.ezcdc.envelope.json.DecoderPaths;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariationsTest {

    static Stream<Arguments> variations() {
        return Arrays.stream(VariedUpdate.values()).flatMap(update -> Arrays.stream(Variation.values())
                .filter(variation -> variation.appliesTo(update))
                .map(variation -> Arguments.of(update, variation)));
    }

    @ParameterizedTest
    @MethodSource("variations")
    void knownFormsGiveTheAnswersOfTheGeneralPath(VariedUpdate update, Variation variation) {
        assertThat(new VariedRing(update, variation).findDisagreement()).isNull();
    }

    @ParameterizedTest
    @MethodSource("variations")
    void knownFormsTakeTheFastPath(VariedUpdate update, Variation variation) {
        VariedRing ring = new VariedRing(update, variation);
        EnvelopeDecoder decoder = ring.newDecoder();
        for (int i = 0; i < Ring.SIZE; i++) {
            decoder.decode(ring.key(i), ring.value(i));
        }
        for (int i = 0; i < Ring.SIZE; i++) {
            assertThat(DecoderPaths.decodeFast(decoder, ring.key(i), ring.value(i)))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = VariedUpdate.class,
            names = {"postgres", "postgresSchemaless", "mySql", "mySqlSchemaless"})
    void unvariedRecordsAreThoseOfTheCorpus(VariedUpdate update) {
        VariedRing ring = new VariedRing(update, Variation.unvaried);
        Ring records = update.corpus().loadRing();
        for (int i = 0; i < Ring.SIZE; i++) {
            assertThat(new String(ring.value(i), UTF_8)).isEqualTo(new String(records.value(i), UTF_8));
            assertThat(new String(ring.key(i), UTF_8)).isEqualTo(new String(records.key(i), UTF_8));
        }
    }

    @Test
    void olderConnectorWritesMillisecondsAndTheTransactionLast() {
        String message = new String(new VariedRing(VariedUpdate.postgres, Variation.olderConnector).value(0), UTF_8);
        assertThat(message)
                .endsWith(",\"transaction\":null}}")
                .doesNotContain("ts_us", "ts_ns", "origin")
                .contains("\"ts_ms\":");
    }

    @Test
    void commandWritesFactorsForEachVariation(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        int exitCode = VariationBenchCommand.run(
                new String[] {
                    "variations",
                    "--quick",
                    "--forks",
                    "0",
                    "--update",
                    "postgres",
                    "--json",
                    "--out",
                    folder.toString()
                },
                new PrintStream(stdout, true, UTF_8),
                new PrintStream(stderr, true, UTF_8));

        assertThat(exitCode).as(stderr.toString(UTF_8)).isZero();
        JsonNode json = new ObjectMapper().readTree(stdout.toString(UTF_8));
        assertThat(json.path("results")).hasSize(2);
        JsonNode base = json.path("results").get(0);
        assertThat(base.path("variation").textValue()).isEqualTo("unvaried");
        assertThat(base.path("factor").doubleValue()).isEqualTo(1);
        assertThat(json.path("results").get(1).path("factor").doubleValue()).isPositive();
        assertThat(json.path("rough").booleanValue()).isTrue();
        assertThat(folder.resolve("variations.md")).content().contains("**Measured too briefly to be quoted.**");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--update=oracle", "--forks=-1", "--fast"})
    void usageErrorPointsToTheHelp(String argument) {
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        int exitCode = VariationBenchCommand.run(
                new String[] {"variations", argument},
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                new PrintStream(stderr, true, UTF_8));
        assertThat(exitCode).isEqualTo(2);
        assertThat(stderr.toString(UTF_8)).endsWith("Try './cdc bench variations --help'.\n");
    }
}
