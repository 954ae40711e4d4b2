package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Shapes by the bytes that their messages begin with: frame and schema, up to the payload. Thread-safe: the tree is
 * immutable and replaced as a whole. Bounded: a full table is emptied, and what is still in use comes back.
 *
 * <p>Idea: a tree of the places where known beginnings differ (a crit-bit tree, of bytes instead of bits). A few bytes
 * looked at leave one candidate, all of whose bytes are then compared. No beginning in the table is the beginning of
 * another one. Cost: a step or two where 20 tables share a topic, none where one table has it for itself.
 * Source: D. J. Bernstein, "Crit-bit trees".
 */
final class ShapeTable<S> {

    /** A leaf or a branch. */
    private sealed interface Node permits Leaf, Branch {}

    private record Leaf(ExpectedBytes prefix, Object shape) implements Node {}

    /** Where beginnings that are equal up to {@code offset} go apart, and which byte leads where. */
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

    /** The shape of a message, or null; the cursor then stands behind the beginning. */
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
     * Adds the shape of messages that begin with {@code bytes[0, length)}, which is copied, unless one is there.
     *
     * @param shapeSize about how many bytes the shape takes in memory
     */
    synchronized void add(byte[] bytes, int length, S shape, long shapeSize) {
        long size = length + shapeSize;
        if (size > maxBytes) {
            return;
        }
        byte[] beginning = Arrays.copyOf(bytes, length);
        Node top = root;
        int offset = 0;
        if (top != null) {
            ExpectedBytes nearest = findNearest(top, beginning).prefix;
            offset = nearest.mismatch(beginning);
            // With white space before the payload one beginning may continue another; the first that came stays alone.
            if (offset < 0 || offset == Math.min(nearest.length(), length)) {
                return;
            }
        }
        Leaf leaf = new Leaf(new ExpectedBytes(beginning), shape);
        if (top == null || bytesHeld + size > maxBytes) {
            bytesHeld = size;
            root = leaf;
        } else {
            bytesHeld += size;
            root = insert(top, offset, beginning, leaf);
        }
    }

    /** A leaf that differs from the beginning as late as any does. */
    private static Leaf findNearest(Node top, byte[] beginning) {
        Node node = top;
        while (node instanceof Branch branch) {
            int index = branch.offset < beginning.length ? branch.indexOf(beginning[branch.offset]) : -1;
            node = branch.nodes[Math.max(index, 0)];
        }
        return (Leaf) node;
    }

    private static Node insert(Node node, int offset, byte[] beginning, Leaf leaf) {
        if (node instanceof Branch branch && branch.offset <= offset) {
            byte label = beginning[branch.offset];
            int index = branch.indexOf(label);
            if (index < 0) {
                return branch.withChild(branch.labels.length, label, leaf);
            }
            return branch.withChild(index, label, insert(branch.nodes[index], offset, beginning, leaf));
        }
        Leaf other = node instanceof Leaf it ? it : findNearest(node, beginning);
        return new Branch(
                offset, new byte[] {other.prefix.byteAt(offset), beginning[offset]}, new Node[] {node, leaf});
    }
}
