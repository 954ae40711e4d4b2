package dev.ezcdc.envelope.json.internal.parse;

import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Caches parsed schemas by their bytes, which are equal in all messages of a table until it is altered. Bounded: evicts the
 * least recently used schemas, so many new schemas cannot exhaust memory. Thread-safe.
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

    /** Returns the schema in {@code bytes[start, end)} and parses it if it is not cached. Copies the bytes. */
    public MessageSchema get(byte[] bytes, int start, int end, MalformedEnvelopeException.Part part) {
        Key key = new Key(Arrays.copyOfRange(bytes, start, end));
        MessageSchema known = find(key);
        if (known != null) {
            return known;
        }
        // Parses outside the lock, so a large new schema does not block other threads. If two threads parse the same
        // schema, either result is valid.
        ColumnType type = ConnectSchemas.read(bytes, start, part);
        MessageSchema schema = MessageSchema.of(type, placeholder);
        put(key, schema);
        return schema;
    }

    /** Returns the number of cached schemas. */
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

        /** The first 64 bits of the golden ratio. Odd, so the multiplication loses no bits. */
        private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

        private final byte[] bytes;
        private final int hash;

        Key(byte[] bytes) {
            this.bytes = bytes;
            this.hash = hash(bytes);
        }

        /** Hashes eight bytes at a time, because schemas are long. */
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
