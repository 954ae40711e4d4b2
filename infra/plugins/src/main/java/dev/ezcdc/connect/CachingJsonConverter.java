package dev.ezcdc.connect;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.json.JsonConverterConfig;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * JsonConverter, byte for byte, without printing the same schema again for each record. The schema's bytes are kept; the
 * payload is written straight from the struct, without a tree of nodes in between. Whatever it does not know it leaves to
 * JsonConverter, and the first record of each schema is written by both: where they differ, JsonConverter's counts from
 * then on.
 *
 * <p>Takes JsonConverter's settings. Safe for use by several threads.
 */
public final class CachingJsonConverter implements Converter {
    private static final int MAX_SCHEMAS = 1_000;
    private static final byte[] NO_BYTES = {};
    private static final byte[] END = {'}'};

    private final JsonConverter envelopeConverter = new JsonConverter();
    private final JsonConverter payloadConverter = new JsonConverter();
    private final Map<Schema, Layout> layouts = new IdentityHashMap<>();
    private boolean schemasEnabled;
    private volatile @Nullable Layout lastLayout;

    /**
     * How a schema's records are written.
     *
     * @param frame what stands around the payload; null if JsonConverter has to write the whole
     * @param writer of the payload; null if JsonConverter has to
     */
    private record Layout(
            Schema schema, @Nullable Frame frame, @Nullable ValueWriter writer) {}

    private record Frame(byte[] prefix, byte[] suffix) {
        byte[] wrap(byte[] payload) {
            byte[] all = Arrays.copyOf(prefix, prefix.length + payload.length + suffix.length);
            System.arraycopy(payload, 0, all, prefix.length, payload.length);
            System.arraycopy(suffix, 0, all, prefix.length + payload.length, suffix.length);
            return all;
        }
    }

    @Override
    public ConfigDef config() {
        return envelopeConverter.config();
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        envelopeConverter.configure(configs, isKey);
        Map<String, Object> without = new HashMap<>(configs);
        without.put(JsonConverterConfig.SCHEMAS_ENABLE_CONFIG, "false");
        payloadConverter.configure(without, isKey);
        Object enabled = configs.get(JsonConverterConfig.SCHEMAS_ENABLE_CONFIG);
        schemasEnabled = enabled == null
                ? JsonConverterConfig.SCHEMAS_ENABLE_DEFAULT
                : Boolean.parseBoolean(enabled.toString().strip());
    }

    @Override
    public byte @Nullable [] fromConnectData(String topic, @Nullable Schema schema, @Nullable Object value) {
        if (schema == null || value == null) {
            return envelopeConverter.fromConnectData(topic, schema, value);
        }
        Layout form = findLayout(topic, schema, value);
        Frame frame = form.frame;
        if (frame == null) {
            return envelopeConverter.fromConnectData(topic, schema, value);
        }
        ValueWriter writer = form.writer;
        if (writer != null) {
            JsonBuffer out = JsonBuffer.forCurrentThread();
            out.append(frame.prefix);
            if (writer.write(value, out)) {
                out.append(frame.suffix);
                return out.toBytes();
            }
        }
        return frame.wrap(payloadConverter.fromConnectData(topic, schema, value));
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
        return envelopeConverter.toConnectData(topic, value);
    }

    private Layout findLayout(String topic, Schema schema, Object value) {
        Layout recent = lastLayout;
        if (recent != null && recent.schema == schema) {
            return recent;
        }
        synchronized (layouts) {
            // By identity, which is what a connector has for each table and costs nothing; equal ones are learnt again.
            Layout known = layouts.get(schema);
            if (known == null) {
                if (layouts.size() >= MAX_SCHEMAS) {
                    layouts.clear();
                }
                known = createLayout(topic, schema, value);
                layouts.put(schema, known);
            }
            lastLayout = known;
            return known;
        }
    }

    private Layout createLayout(String topic, Schema schema, Object value) {
        byte[] whole = envelopeConverter.fromConnectData(topic, schema, value);
        byte[] payload = payloadConverter.fromConnectData(topic, schema, value);
        byte[] end = schemasEnabled ? END : NO_BYTES;
        int before = whole.length - payload.length - end.length;
        Frame frame = new Frame(Arrays.copyOf(whole, Math.max(0, before)), end);
        if (!Arrays.equals(whole, frame.wrap(payload))) {
            return new Layout(schema, null, null);
        }
        ValueWriter writer = ValueWriter.forSchema(schema);
        if (writer != null) {
            JsonBuffer out = JsonBuffer.forCurrentThread();
            boolean different = writer.write(value, out) && !Arrays.equals(out.toBytes(), payload);
            writer = different ? null : writer;
        }
        return new Layout(schema, frame, writer);
    }
}
