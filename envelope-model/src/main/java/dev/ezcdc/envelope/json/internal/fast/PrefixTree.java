package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.json.internal.bytes.ScratchBuffers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Known byte sequences, each with a value. Finds the one that comes next in a message. Immutable: {@link #with} returns
 * another tree.
 *
 * <p>Technique: a tree of the offsets at which the sequences differ (a crit-bit tree over bytes instead of bits). A few bytes
 * select one candidate, which is then compared completely. No sequence in the tree is a prefix of another one. Cost: one
 * comparison for a single sequence, and one or two steps more for twenty. Source: D. J. Bernstein, "Crit-bit trees".
 */
final class PrefixTree<V> {

    private static final PrefixTree<?> EMPTY = new PrefixTree<>(null);

    private sealed interface Node permits Leaf, Branch {}

    private record Leaf(ExpectedBytes prefix, Object value) implements Node {}

    /** A branch for sequences that are equal up to {@code offset} and differ in the byte there. */
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

    private final @Nullable Node root;
    /** The only sequence, the usual case, which costs two loads less than a leaf; null for none or several. */
    private final @Nullable ExpectedBytes onlyPrefix;

    private final @Nullable Object onlyValue;

    private PrefixTree(@Nullable Node root) {
        this.root = root;
        this.onlyPrefix = root instanceof Leaf leaf ? leaf.prefix : null;
        this.onlyValue = root instanceof Leaf leaf ? leaf.value : null;
    }

    @SuppressWarnings("unchecked") // it holds no values
    static <V> PrefixTree<V> empty() {
        return (PrefixTree<V>) EMPTY;
    }

    boolean isEmpty() {
        return root == null;
    }

    /** Returns the value of the sequence at the cursor, and moves past it; null if the sequence is unknown. */
    @Nullable
    @SuppressWarnings("unchecked") // only with() makes leaves
    V find(ByteCursor cursor) {
        if (onlyPrefix != null) {
            return cursor.skip(onlyPrefix) ? (V) onlyValue : null;
        }
        return root instanceof Branch top ? findInBranches(top, cursor) : null;
    }

    private @Nullable V findInBranches(Branch top, ByteCursor cursor) {
        Node node = top;
        while (node instanceof Branch branch) {
            int at = cursor.position() + branch.offset;
            int index = at < cursor.bytes.length ? branch.indexOf(cursor.bytes[at]) : -1;
            if (index < 0) {
                return null;
            }
            node = branch.nodes[index];
        }
        return node instanceof Leaf leaf && cursor.skip(leaf.prefix) ? valueOf(leaf) : null;
    }

    /** Returns the value of a sequence; null if it is unknown. */
    @Nullable
    V get(byte[] sequence) {
        ByteCursor cursor = new ByteCursor(sequence, new ScratchBuffers());
        V value = find(cursor);
        return cursor.isAtEnd() ? value : null;
    }

    @SuppressWarnings("unchecked") // only with() makes leaves
    private V valueOf(Leaf leaf) {
        return (V) leaf.value;
    }

    /**
     * Returns a tree that also has a sequence. Returns this tree if one of its sequences is a prefix of the new one, is equal
     * to it, or begins with it.
     *
     * @param sequence owned by the tree from now on
     */
    PrefixTree<V> with(byte[] sequence, V value) {
        Leaf leaf = new Leaf(new ExpectedBytes(sequence), value);
        Node top = root;
        if (top == null) {
            return new PrefixTree<>(leaf);
        }
        ExpectedBytes nearest = findNearest(top, sequence).prefix;
        int offset = nearest.mismatch(sequence);
        if (offset < 0 || offset == Math.min(nearest.length(), sequence.length)) {
            return this;
        }
        return new PrefixTree<>(insert(top, offset, sequence, leaf));
    }

    /** Returns a leaf that shares the longest possible prefix with {@code sequence}. */
    private static Leaf findNearest(Node top, byte[] sequence) {
        Node node = top;
        while (node instanceof Branch branch) {
            int index = branch.offset < sequence.length ? branch.indexOf(sequence[branch.offset]) : -1;
            node = branch.nodes[Math.max(index, 0)];
        }
        return (Leaf) node;
    }

    private static Node insert(Node node, int offset, byte[] sequence, Leaf leaf) {
        if (node instanceof Branch branch && branch.offset <= offset) {
            byte label = sequence[branch.offset];
            int index = branch.indexOf(label);
            if (index < 0) {
                return branch.withChild(branch.labels.length, label, leaf);
            }
            return branch.withChild(index, label, insert(branch.nodes[index], offset, sequence, leaf));
        }
        Leaf other = node instanceof Leaf it ? it : findNearest(node, sequence);
        return new Branch(offset, new byte[] {other.prefix.byteAt(offset), sequence[offset]}, new Node[] {node, leaf});
    }
}
