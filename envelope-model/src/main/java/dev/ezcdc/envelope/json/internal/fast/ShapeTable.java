package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds shapes by the prefix of a message: the frame and schema up to the payload. Thread-safe: the tree is replaced as a
 * whole. Bounded: a full table is emptied, and shapes in use are added again.
 */
final class ShapeTable<S> {

    private final long maxBytes;
    private volatile PrefixTree<S> tree = PrefixTree.empty();
    private long bytesHeld;

    ShapeTable(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Returns the shape of a message and moves the cursor past the prefix; null if the prefix is unknown. */
    @Nullable
    S find(ByteCursor cursor) {
        return tree.find(cursor);
    }

    synchronized long bytesHeld() {
        return bytesHeld;
    }

    /**
     * Adds the shape of messages that begin with {@code bytes[0, length)}, which is copied. Does nothing if the prefix has a
     * shape already, or extends one that has: with white space before the payload, it can.
     *
     * @param shapeSize the approximate memory of the shape, in bytes
     */
    synchronized void add(byte[] bytes, int length, S shape, long shapeSize) {
        long size = length + shapeSize;
        if (size > maxBytes) {
            return;
        }
        byte[] prefix = Arrays.copyOf(bytes, length);
        PrefixTree<S> extended = tree.with(prefix, shape);
        if (extended == tree) {
            return;
        }
        if (bytesHeld + size > maxBytes) {
            bytesHeld = 0;
            extended = PrefixTree.<S>empty().with(prefix, shape);
        }
        bytesHeld += size;
        tree = extended;
    }
}
