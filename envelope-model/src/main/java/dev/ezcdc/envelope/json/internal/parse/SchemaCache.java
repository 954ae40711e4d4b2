package dev.ezcdc.envelope.json.internal.parse;

import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Schemas that were read before, by their bytes: those of one table are the same from one message to the next. Bounded in
 * memory, the least recently used go first, so that a flood of ever new schemas cannot fill the memory. Thread-safe.
 */
public final class SchemaCache {

    private final long maxBytes;
    private final Placeholder placeholder;
    private final Map<Key, MessageSchema> byBytes = new LinkedHashMap<>(16, 0.75f, true);
    private long bytesHeld;

    public SchemaCache(long maxBytes, Placeholder placeholder) {
        this.maxBytes = maxBytes;
        this.placeholder = placeholder;
    }

    /** The schema in {@code bytes[start, end)}, read if it was not seen before; its bytes are copied. */
    public MessageSchema get(byte[] bytes, int start, int end, MalformedEnvelopeException.Part part) {
        Key key = new Key(Arrays.copyOfRange(bytes, start, end));
        MessageSchema known = find(key);
        if (known != null) {
            return known;
        }
        // Read outside the lock: a large new schema holds up nobody. Two threads may both read it; either result is
        // good.
        ColumnType type = ConnectSchemas.read(bytes, start, part);
        MessageSchema schema = MessageSchema.of(type, placeholder);
        put(key, schema);
        return schema;
    }

    /** How many schemas are held. */
    synchronized int size() {
        return byBytes.size();
    }

    private synchronized @Nullable MessageSchema find(Key key) {
        return byBytes.get(key);
    }

    private synchronized void put(Key key, MessageSchema schema) {
        if (byBytes.put(key, schema) == null) {
            bytesHeld += size(key, schema);
        }
        var eldest = byBytes.entrySet().iterator();
        while (bytesHeld > maxBytes && eldest.hasNext()) {
            Map.Entry<Key, MessageSchema> entry = eldest.next();
            bytesHeld -= size(entry.getKey(), entry.getValue());
            eldest.remove();
        }
    }

    private static long size(Key key, MessageSchema schema) {
        return key.bytes.length + SchemaSize.estimate(schema.type());
    }

    private static final class Key {

        /** Odd, so that no bit is lost: the golden ratio's first 64. */
        private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

        private final byte[] bytes;
        private final int hash;

        Key(byte[] bytes) {
            this.bytes = bytes;
            this.hash = hash(bytes);
        }

        /** Of whole words, as schemas are long. */
        private static int hash(byte[] bytes) {
            long hash = bytes.length;
            int i = 0;
            for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
                hash = (hash ^ (long) ByteCursor.LONG_LE.get(bytes, i)) * MULTIPLIER;
                hash ^= hash >>> 32;
            }
            for (; i < bytes.length; i++) {
                hash = hash * 31 + bytes[i];
            }
            return Long.hashCode(hash);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && hash == that.hash && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
