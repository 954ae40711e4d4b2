package dev.ezcdc.corpora;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes a corpus: gzip over lines of JSON. The first line names the server, the connector and its settings. A line with
 * {@code selected} is a row that the server returned. A line with {@code topic} is a record: its key and value with a schema,
 * and {@code plainKey} and {@code plainValue} without, each the text of the bytes that the converter wrote.
 */
final class CorpusFile {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CorpusFile() {}

    static void write(
            Path file, Map<String, ?> header, List<TypeTable.SelectedRow> selected, List<SourceRecord> records)
            throws IOException {
        try (JsonConverter typedKeys = converter(true, true);
                JsonConverter typedValues = converter(true, false);
                JsonConverter plainKeys = converter(false, true);
                JsonConverter plainValues = converter(false, false);
                BufferedWriter out = new BufferedWriter(new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            writeLine(out, header);
            for (TypeTable.SelectedRow row : selected) {
                writeLine(out, Map.of("selected", row));
            }
            for (SourceRecord record : records) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("topic", record.topic());
                line.put("key", text(typedKeys, record.topic(), record.keySchema(), record.key()));
                line.put("value", text(typedValues, record.topic(), record.valueSchema(), record.value()));
                line.put("plainKey", text(plainKeys, record.topic(), record.keySchema(), record.key()));
                line.put("plainValue", text(plainValues, record.topic(), record.valueSchema(), record.value()));
                writeLine(out, line);
            }
        }
    }

    private static void writeLine(BufferedWriter out, Object line) throws IOException {
        out.write(MAPPER.writeValueAsString(line));
        out.write('\n');
    }

    private static JsonConverter converter(boolean schemas, boolean isKey) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", String.valueOf(schemas)), isKey);
        return converter;
    }

    private static @Nullable String text(
            JsonConverter converter, String topic, @Nullable Schema schema, @Nullable Object value) {
        byte[] bytes = value == null && schema == null ? null : converter.fromConnectData(topic, schema, value);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
