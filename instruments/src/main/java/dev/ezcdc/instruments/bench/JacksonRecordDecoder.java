package dev.ezcdc.instruments.bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.ezcdc.consumer.RecordDecoder;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.envelope.source.Snapshot;
import dev.ezcdc.envelope.source.SourceInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decodes with Jackson databind into classes of this table, as an application would, and ignores all other fields. Then
 * converts to the same {@code CdcRecord} as the decoder, so that both write the same lines.
 */
final class JacksonRecordDecoder implements RecordDecoder {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader KEY = JSON.readerFor(KeyMessage.class);
    private static final ObjectReader VALUE = JSON.readerFor(ValueMessage.class);
    private static final Columns KEY_COLUMNS = new Columns(List.of(column("id")));
    private static final Columns COLUMNS =
            new Columns(List.of(column("id"), column("first_name"), column("last_name"), column("email")));

    @JsonIgnoreProperties(ignoreUnknown = true)
    record KeyMessage(@JsonProperty("payload") KeyPayload payload) {}

    record KeyPayload(@JsonProperty("id") int id) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ValueMessage(@JsonProperty("payload") Payload payload) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Payload(
            @JsonProperty("after") Customer after,
            @JsonProperty("source") Source source,
            @JsonProperty("op") String op,
            @JsonProperty("ts_ns") long tsNanos) {}

    record Customer(
            @JsonProperty("id") int id,
            @JsonProperty("first_name") @Nullable String firstName,
            @JsonProperty("last_name") @Nullable String lastName,
            @JsonProperty("email") @Nullable String email) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Source(
            @JsonProperty("version") String version,
            @JsonProperty("connector") String connector,
            @JsonProperty("name") String name,
            @JsonProperty("ts_ns") long tsNanos,
            @JsonProperty("snapshot") @Nullable String snapshot,
            @JsonProperty("db") String db,
            @JsonProperty("sequence") @Nullable String sequence,
            @JsonProperty("schema") String schema,
            @JsonProperty("table") String table,
            @JsonProperty("txId") @Nullable Long txId,
            @JsonProperty("lsn") @Nullable Long lsn) {}

    private static Column column(String name) {
        return new Column(name, ColumnType.UNTYPED);
    }

    @Override
    public CdcRecord decode(byte @Nullable [] key, byte @Nullable [] value) {
        try {
            KeyMessage keyMessage = KEY.readValue(key);
            ValueMessage message = VALUE.readValue(value);
            Customer after = message.payload.after;
            return new Create(
                    Row.of(KEY_COLUMNS, List.of(keyMessage.payload.id)),
                    Row.of(COLUMNS, Arrays.asList(after.id, after.firstName, after.lastName, after.email)),
                    source(message.payload.source),
                    instant(message.payload.tsNanos),
                    null,
                    Row.EMPTY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PostgresSource source(Source source) {
        return new PostgresSource(
                new SourceInfo(
                        source.version,
                        source.connector,
                        source.name,
                        Objects.requireNonNull(Snapshot.fromText(source.snapshot)),
                        source.db),
                instant(source.tsNanos),
                source.sequence,
                source.schema,
                source.table,
                source.txId,
                source.lsn,
                null,
                null,
                null,
                Row.EMPTY);
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
