package dev.ezcdc.connect;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.DecimalFormat;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.json.JsonConverterConfig;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.apache.kafka.connect.storage.ConverterType;
import org.jspecify.annotations.Nullable;

/**
 * Writes the same bytes as JsonConverter, without serializing the schema again for each record. It caches the
 * serialized schema, and writes the payload directly from the struct, without a tree of nodes. Maps are
 * left to JsonConverter. The first record of each schema is written by both; where they differ, JsonConverter is used
 * for that schema.
 *
 * <p>Has the settings of JsonConverter. Thread-safe.
 */
public final class CachingJsonConverter implements Converter {
    private static final int MAX_SCHEMAS = 1_000;
    private static final byte[] EMPTY = {};
    private static final byte[] CLOSING_BRACE = {'}'};

    private final JsonConverter jsonConverter = new JsonConverter();
    private final JsonConverter payloadConverter = new JsonConverter();
    private final Map<Schema, Layout> layouts = new IdentityHashMap<>();
    /** The layout of the last new schema of each name, for a transform that creates an equal schema for each record. */
    private final Map<String, Layout> layoutsByName = new HashMap<>();

    private boolean schemasEnabled;
    private ValueWriter.Settings settings = new ValueWriter.Settings(true, DecimalFormat.BASE64);
    private volatile @Nullable Layout lastLayout;

    /**
     * The way to write the records of a schema.
     *
     * @param frame the bytes around the payload; null if JsonConverter must write the whole record
     * @param writer writes the payload; null if JsonConverter must write it
     */
    private record Layout(
            Schema schema, @Nullable Frame frame, @Nullable ValueWriter writer) {}

    private record Frame(byte[] prefix, byte[] suffix) {
        byte[] wrap(byte[] payload) {
            byte[] record = Arrays.copyOf(prefix, prefix.length + payload.length + suffix.length);
            System.arraycopy(payload, 0, record, prefix.length, payload.length);
            System.arraycopy(suffix, 0, record, prefix.length + payload.length, suffix.length);
            return record;
        }
    }

    @Override
    public ConfigDef config() {
        return jsonConverter.config();
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        jsonConverter.configure(configs, isKey);
        Map<String, Object> converterSettings = new HashMap<>(configs);
        converterSettings.put(ConverterConfig.TYPE_CONFIG, (isKey ? ConverterType.KEY : ConverterType.VALUE).getName());
        JsonConverterConfig config = new JsonConverterConfig(converterSettings);
        converterSettings.put(JsonConverterConfig.SCHEMAS_ENABLE_CONFIG, "false");
        payloadConverter.configure(converterSettings, isKey);
        schemasEnabled = config.schemasEnabled();
        settings = new ValueWriter.Settings(config.replaceNullWithDefault(), config.decimalFormat());
    }

    @Override
    public byte @Nullable [] fromConnectData(String topic, @Nullable Schema schema, @Nullable Object value) {
        if (schema == null || value == null) {
            return jsonConverter.fromConnectData(topic, schema, value);
        }
        Layout layout = findLayout(topic, schema, value);
        Frame frame = layout.frame;
        if (frame == null) {
            return jsonConverter.fromConnectData(topic, schema, value);
        }
        ValueWriter writer = layout.writer;
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
        return jsonConverter.toConnectData(topic, value);
    }

    private Layout findLayout(String topic, Schema schema, Object value) {
        Layout recent = lastLayout;
        if (recent != null && recent.schema == schema) {
            return recent;
        }
        synchronized (layouts) {
            // By identity: a connector has one instance per table, and comparing schemas would be slow.
            Layout known = layouts.get(schema);
            if (known == null) {
                known = findEqual(schema);
            }
            if (known == null) {
                if (layouts.size() >= MAX_SCHEMAS) {
                    layouts.clear();
                    layoutsByName.clear();
                }
                known = createLayout(topic, schema, value);
                layouts.put(schema, known);
                layoutsByName.put(String.valueOf(schema.name()), known);
            }
            lastLayout = known;
            return known;
        }
    }

    private @Nullable Layout findEqual(Schema schema) {
        Layout sameName = layoutsByName.get(String.valueOf(schema.name()));
        if (sameName == null || !sameName.schema.equals(schema)) {
            return null;
        }
        if (sameName.writer != null) {
            sameName.writer.acceptEqual(schema);
        }
        return sameName;
    }

    private Layout createLayout(String topic, Schema schema, Object value) {
        byte[] record = jsonConverter.fromConnectData(topic, schema, value);
        byte[] payload = payloadConverter.fromConnectData(topic, schema, value);
        byte[] suffix = schemasEnabled ? CLOSING_BRACE : EMPTY;
        int prefixLength = record.length - payload.length - suffix.length;
        Frame frame = new Frame(Arrays.copyOf(record, Math.max(0, prefixLength)), suffix);
        if (!Arrays.equals(record, frame.wrap(payload))) {
            return new Layout(schema, null, null);
        }
        ValueWriter writer = ValueWriter.forSchema(schema, settings);
        if (writer != null) {
            JsonBuffer out = JsonBuffer.forCurrentThread();
            boolean different = writer.write(value, out) && !Arrays.equals(out.toBytes(), payload);
            writer = different ? null : writer;
        }
        return new Layout(schema, frame, writer);
    }
}
