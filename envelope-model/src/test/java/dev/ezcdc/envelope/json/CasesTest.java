package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.envelope.BinaryKey;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.FlattenedRow;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.TransactionMarker;
import dev.ezcdc.envelope.delivery.AssembledTransaction;
import dev.ezcdc.envelope.delivery.RedeliveryFilter;
import dev.ezcdc.envelope.delivery.TransactionAssembler;
import dev.ezcdc.envelope.source.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The records of {@code cases.json}, which other people's connectors, transforms and converters wrote. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CasesTest {

    private record Sample(byte @Nullable [] key, byte @Nullable [] value) {}

    private final EnvelopeDecoder decoder = EnvelopeDecoder.create();
    private final Map<String, List<Sample>> cases = new HashMap<>();

    @BeforeAll
    void readCases() throws IOException {
        try (InputStream in = CasesTest.class.getResourceAsStream("cases.json")) {
            for (JsonNode one : new ObjectMapper().readTree(in)) {
                List<Sample> samples = new ArrayList<>();
                one.get("records").forEach(node -> samples.add(new Sample(bytes(node, "key"), bytes(node, "value"))));
                cases.put(one.get("name").asText(), samples);
            }
        }
        assertThat(cases).hasSize(14);
    }

    private static byte @Nullable [] bytes(JsonNode sample, String field) {
        return sample.get(field).isNull() ? null : sample.get(field).asText().getBytes(UTF_8);
    }

    private List<Sample> samples(String name) {
        return Objects.requireNonNull(cases.get(name), name);
    }

    private Sample sample(String name) {
        return samples(name).get(0);
    }

    private List<CdcRecord> decode(String name) {
        List<CdcRecord> records = new ArrayList<>();
        for (Sample sample : samples(name)) {
            CdcRecord first = decoder.decode(sample.key(), sample.value());
            // Now the decoder knows the form, and may decode it on the fast path.
            assertThat(decoder.decode(sample.key(), sample.value())).isEqualTo(first);
            assertThat(decoder.decodeGeneral(sample.key(), sample.value())).isEqualTo(first);
            records.add(first);
        }
        return records;
    }

    private List<Boolean> accept(String name, int times) {
        RedeliveryFilter filter = RedeliveryFilter.create();
        List<Boolean> accepted = new ArrayList<>();
        List<CdcRecord> records = decode(name);
        for (int i = 0; i < times; i++) {
            records.forEach(record -> accepted.add(filter.accept((ChangeEvent) record)));
        }
        return accepted;
    }

    @ParameterizedTest
    @ValueSource(strings = {"mariadb-one-position-updates", "mariadb-one-position-delete-insert-delete"})
    void changesOfMariaDbAtOnePositionAreFirstDeliveries(String name) {
        assertThat(accept(name, 1)).containsExactly(true, true, true);
    }

    @Test
    void rowsOfOneMySqlEventAreFirstDeliveriesAndTheirCopiesAreNot() {
        assertThat(accept("mysql-one-statement-hits-a-row-three-times", 2))
                .containsExactly(true, true, true, false, false, false);
    }

    @Test
    void firstTransactionAfterSnapshotIsRecognizedDespiteItsSequence() {
        assertThat(accept("postgresql-first-transaction-after-snapshot", 1)).containsExactly(true, false, true);
    }

    @Test
    void endWithoutRowsIsNoCompleteTransaction() {
        TransactionAssembler assembler = new TransactionAssembler(Duration.ZERO);
        List<AssembledTransaction> assembled = new ArrayList<>();
        for (CdcRecord record : decode("mariadb-end-without-its-rows")) {
            assertThat(record).isInstanceOf(TransactionMarker.class);
            assembled.addAll(assembler.add(record, Instant.EPOCH));
        }
        assembled.addAll(assembler.drain());
        assertThat(assembled).singleElement().satisfies(transaction -> {
            assertThat(transaction.isComplete()).isFalse();
            assertThat(transaction.changes()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"key-is-one-number", "key-is-one-number-with-schema"})
    void keyOfOneNumberIsGivenAsItCame(String name) {
        Create create = (Create) decode(name).get(0);
        assertThat(((Number) Objects.requireNonNull(create.recordKey())).longValue())
                .isEqualTo(7);
        assertThat(create.key()).isNull();
        assertThat(create.after().getLong("id")).isEqualTo(7);
    }

    @Test
    void booleanSnapshotDecodes() {
        assertThat(((Create) decode("boolean-snapshot").get(0)).source().snapshot())
                .isEqualTo(Snapshot.FALSE);
    }

    @Test
    void nullSnapshotIsNoSnapshotAndTakesTheFastPath() throws IOException {
        assertThat(((Create) decode("snapshot-null").get(0)).source().snapshot())
                .isEqualTo(Snapshot.FALSE);
        Sample sample = sample("snapshot-null");
        // As JsonConverter writes it: without white space.
        byte[] compact = new ObjectMapper().readTree(sample.value()).toString().getBytes(UTF_8);
        decoder.decode(sample.key(), compact);
        assertThat(decoder.decodeFast(sample.key(), compact)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flattened-row", "flattened-delete"})
    void flattenedRowIsNamedAndRejected(String name) {
        Sample sample = sample(name);
        assertThatThrownBy(() -> decoder.decode(sample.key(), sample.value()))
                .isInstanceOf(MalformedEnvelopeException.class)
                .hasMessageContaining("ExtractNewRecordState");
    }

    @Test
    void flattenedRowsDecodeWithTheirOption() {
        EnvelopeDecoder flattened =
                EnvelopeDecoder.builder().flattenedRows(true).build();
        Sample row = sample("flattened-row");
        FlattenedRow inserted = (FlattenedRow) flattened.decode(row.key(), row.value());
        assertThat(inserted.row().asMap()).isEqualTo(Map.of("id", 7L, "v", "x"));
        assertThat(inserted.isDeleted()).isFalse();
        assertThat(inserted.op()).isEqualTo(Operation.CREATE);
        assertThat(inserted.table()).isEqualTo("t");
        assertThat(Objects.requireNonNull(inserted.key()).getLong("id")).isEqualTo(7);

        Sample delete = sample("flattened-delete");
        FlattenedRow deleted = (FlattenedRow) flattened.decode(delete.key(), delete.value());
        assertThat(deleted.isDeleted()).isTrue();
        assertThat(deleted.op()).isEqualTo(Operation.DELETE);

        Sample envelope = sample("key-is-one-number");
        assertThat(flattened.decode(envelope.key(), envelope.value())).isInstanceOf(Create.class);
    }

    @Test
    void binaryFormatsAndCloudEventsAreNamedWithTheirRemedy() {
        byte[] confluent = {0, 0, 0, 0, 42, 14, 2};
        byte[] avro = {'O', 'b', 'j', 1, 2, 22};
        byte[] cloudEvent =
                "{\"id\":\"1\",\"source\":\"/d\",\"specversion\":\"1.0\",\"type\":\"t\",\"data\":{}}".getBytes(UTF_8);
        assertThatThrownBy(() -> decoder.decode(null, confluent)).hasMessageContainingAll("Confluent", "JsonConverter");
        assertThatThrownBy(() -> decoder.decode(null, avro)).hasMessageContainingAll("Avro", "JsonConverter");
        assertThatThrownBy(() -> decoder.decode(null, cloudEvent))
                .hasMessageContainingAll("CloudEvent", "JsonConverter");
    }

    @Test
    void flattenedDeleteAsJsonNullIsATombstone() {
        assertThat(decode("flattened-delete-as-json-null")).allSatisfy(record -> {
            assertThat(record).isInstanceOf(Tombstone.class);
            assertThat(((Tombstone) record).key()).isNotNull().satisfies(key -> assertThat(key.getLong("id"))
                    .isEqualTo(7));
        });
    }

    @Test
    void tombstoneOfTableWithoutKeyHasNoKey() {
        assertThat(decode("tombstone-of-a-table-without-a-key")).containsExactly(new Tombstone(null));
    }

    @Test
    void placeholdersInBeforeAreKeptAndTheKeyIsReliable() {
        Delete delete = (Delete) decode("placeholder-before").get(0);
        assertThat(Objects.requireNonNull(delete.key()).getLong("id")).isEqualTo(7);
        assertThat(Objects.requireNonNull(delete.before()).getLong("n")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"seven", "{\"id\":", "Struct{id=7}", ""})
    void textKeyOfAnotherConverterIsGivenAsText(String text) {
        Sample sample = sample("key-is-one-number");
        Create create = (Create) decoder.decode(text.getBytes(UTF_8), sample.value());
        assertThat(create.recordKey()).isEqualTo(text);
    }

    @Test
    void binaryKeyOfAnotherConverterIsGivenAsBytes() {
        byte[] avro = {0, 0, 0, 0, 42, 14};
        byte[] invalidUtf8 = {(byte) 0xFF, 7};
        Sample sample = sample("key-is-one-number");
        for (byte[] key : List.of(avro, invalidUtf8)) {
            assertThat(((Create) decoder.decode(key, sample.value())).recordKey())
                    .isEqualTo(new BinaryKey(key));
            assertThat(decoder.decode(key, null)).isEqualTo(new Tombstone(new BinaryKey(key)));
        }
    }
}
