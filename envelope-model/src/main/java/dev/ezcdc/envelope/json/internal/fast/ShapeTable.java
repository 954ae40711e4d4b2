package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds shapes by the prefix of a message: the frame and schema up to the payload. Thread-safe: the tree is immutable and
 * replaced as a whole. Bounded: a full table is emptied, and shapes in use are added again.
 *
 * <p>Technique: a tree of the offsets at which known prefixes differ (a crit-bit tree over bytes instead of bits). A few
 * bytes select one candidate, whose bytes are then compared completely. No prefix in the table is a prefix of another one.
 * Cost: one or two steps if 20 tables share a topic, none if a topic has one table. Source: D. J. Bernstein, "Crit-bit
 * trees".
 */
final class ShapeTable<S> {

    private sealed interface Node permits Leaf, Branch {}

    private record Leaf(ExpectedBytes prefix, Object shape) implements Node {}

    /** A branch for prefixes that are equal up to {@code offset} and differ in the byte there. */
    private static final class Branch implements Node {
        private final int offset;
        private final byte[] labels;
        private final Node[] nodes;

        Branch(int offset, byte[] labels, Node[] nodes) {
            this.offset = offset;
            this.labels = labels;
            this.nodes = nodes;
        }

        int indexOf(byte label) {
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] == label) {
                    return i;
                }
            }
            return -1;
        }

        Branch withChild(int index, byte label, Node node) {
            int size = Math.max(labels.length, index + 1);
            byte[] newLabels = Arrays.copyOf(labels, size);
            Node[] newNodes = Arrays.copyOf(nodes, size);
            newLabels[index] = label;
            newNodes[index] = node;
            return new Branch(offset, newLabels, newNodes);
        }
    }

    private final long maxBytes;
    private volatile @Nullable Node root;
    private long bytesHeld;

    ShapeTable(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Returns the shape of a message and moves the cursor past the prefix; null if the prefix is unknown. */
    @Nullable
    S find(ByteCursor cursor) {
        Node node = root;
        while (node instanceof Branch branch) {
            int index = branch.offset < cursor.bytes.length ? branch.indexOf(cursor.bytes[branch.offset]) : -1;
            if (index < 0) {
                return null;
            }
            node = branch.nodes[index];
        }
        return node instanceof Leaf leaf && cursor.skip(leaf.prefix) ? shapeOf(leaf) : null;
    }

    @SuppressWarnings("unchecked") // only add() makes leaves
    private S shapeOf(Leaf leaf) {
        return (S) leaf.shape;
    }

    synchronized long bytesHeld() {
        return bytesHeld;
    }

    /**
     * Adds the shape of messages that begin with {@code bytes[0, length)}, which is copied. Does nothing if the prefix has a
     * shape already.
     *
     * @param shapeSize the approximate memory of the shape, in bytes
     */
    synchronized void add(byte[] bytes, int length, S shape, long shapeSize) {
        long size = length + shapeSize;
        if (size > maxBytes) {
            return;
        }
        byte[] prefix = Arrays.copyOf(bytes, length);
        Node top = root;
        int offset = 0;
        if (top != null) {
            ExpectedBytes nearest = findNearest(top, prefix).prefix;
            offset = nearest.mismatch(prefix);
            // With white space before the payload, one prefix can extend another. The table keeps only the first of
            // them.
            if (offset < 0 || offset == Math.min(nearest.length(), length)) {
                return;
            }
        }
        Leaf leaf = new Leaf(new ExpectedBytes(prefix), shape);
        if (top == null || bytesHeld + size > maxBytes) {
            bytesHeld = size;
            root = leaf;
        } else {
            bytesHeld += size;
            root = insert(top, offset, prefix, leaf);
        }
    }

    /** Returns a leaf that shares the longest possible prefix with {@code prefix}. */
    private static Leaf findNearest(Node top, byte[] prefix) {
        Node node = top;
        while (node instanceof Branch branch) {
            int index = branch.offset < prefix.length ? branch.indexOf(prefix[branch.offset]) : -1;
            node = branch.nodes[Math.max(index, 0)];
        }
        return (Leaf) node;
    }

    private static Node insert(Node node, int offset, byte[] prefix, Leaf leaf) {
        if (node instanceof Branch branch && branch.offset <= offset) {
            byte label = prefix[branch.offset];
            int index = branch.indexOf(label);
            if (index < 0) {
                return branch.withChild(branch.labels.length, label, leaf);
            }
            return branch.withChild(index, label, insert(branch.nodes[index], offset, prefix, leaf));
        }
        Leaf other = node instanceof Leaf it ? it : findNearest(node, prefix);
        return new Branch(offset, new byte[] {other.prefix.byteAt(offset), prefix[offset]}, new Node[] {node, leaf});
    }
}
