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
    private static final int MOST_SCHEMAS = 1_000;
    private static final byte[] NO_BYTES = {};
    private static final byte[] END = {'}'};

    private final JsonConverter plain = new JsonConverter();
    private final JsonConverter payloads = new JsonConverter();
    private final Map<Schema, Form> forms = new IdentityHashMap<>();
    private boolean schemas;
    private volatile @Nullable Form last;

    /**
     * How a schema's records are written.
     *
     * @param frame what stands around the payload; null if JsonConverter has to write the whole
     * @param writer of the payload; null if JsonConverter has to
     */
    private record Form(
            Schema schema, @Nullable Frame frame, @Nullable ValueWriter writer) {}

    private record Frame(byte[] beginning, byte[] end) {
        byte[] around(byte[] payload) {
            byte[] all = Arrays.copyOf(beginning, beginning.length + payload.length + end.length);
            System.arraycopy(payload, 0, all, beginning.length, payload.length);
            System.arraycopy(end, 0, all, beginning.length + payload.length, end.length);
            return all;
        }
    }

    @Override
    public ConfigDef config() {
        return plain.config();
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        plain.configure(configs, isKey);
        Map<String, Object> without = new HashMap<>(configs);
        without.put(JsonConverterConfig.SCHEMAS_ENABLE_CONFIG, "false");
        payloads.configure(without, isKey);
        Object enabled = configs.get(JsonConverterConfig.SCHEMAS_ENABLE_CONFIG);
        schemas = enabled == null
                ? JsonConverterConfig.SCHEMAS_ENABLE_DEFAULT
                : Boolean.parseBoolean(enabled.toString().strip());
    }

    @Override
    public byte @Nullable [] fromConnectData(String topic, @Nullable Schema schema, @Nullable Object value) {
        if (schema == null || value == null) {
            return plain.fromConnectData(topic, schema, value);
        }
        Form form = form(topic, schema, value);
        Frame frame = form.frame;
        if (frame == null) {
            return plain.fromConnectData(topic, schema, value);
        }
        ValueWriter writer = form.writer;
        if (writer != null) {
            JsonBuffer out = JsonBuffer.ofThisThread();
            out.add(frame.beginning);
            if (writer.write(value, out)) {
                out.add(frame.end);
                return out.toBytes();
            }
        }
        return frame.around(payloads.fromConnectData(topic, schema, value));
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
        return plain.toConnectData(topic, value);
    }

    private Form form(String topic, Schema schema, Object value) {
        Form recent = last;
        if (recent != null && recent.schema == schema) {
            return recent;
        }
        synchronized (forms) {
            // By identity, which is what a connector has for each table and costs nothing; equal ones are learnt again.
            Form known = forms.get(schema);
            if (known == null) {
                if (forms.size() >= MOST_SCHEMAS) {
                    forms.clear();
                }
                known = learn(topic, schema, value);
                forms.put(schema, known);
            }
            last = known;
            return known;
        }
    }

    private Form learn(String topic, Schema schema, Object value) {
        byte[] whole = plain.fromConnectData(topic, schema, value);
        byte[] payload = payloads.fromConnectData(topic, schema, value);
        byte[] end = schemas ? END : NO_BYTES;
        int before = whole.length - payload.length - end.length;
        Frame frame = new Frame(Arrays.copyOf(whole, Math.max(0, before)), end);
        if (!Arrays.equals(whole, frame.around(payload))) {
            return new Form(schema, null, null);
        }
        ValueWriter writer = ValueWriter.of(schema);
        if (writer != null) {
            JsonBuffer out = JsonBuffer.ofThisThread();
            boolean different = writer.write(value, out) && !Arrays.equals(out.toBytes(), payload);
            writer = different ? null : writer;
        }
        return new Form(schema, frame, writer);
    }
}
