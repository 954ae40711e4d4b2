package dev.ezcdc.envelope.json.internal.untyped;

import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Known field names of documents. Each name leads to the names that have followed it in its object and to the names inside
 * its value. Thread-safe: one thread at a time learns, all threads read. Bounded: a full trie is emptied, and names in use
 * are learned again.
 *
 * <p>Technique: as in {@code UntypedRows}, a name and everything around it cost one comparison. The last name of an object
 * leads to its columns, which all such objects share. Cost: a failed comparison for each other known follower.
 */
public final class FieldNameTrie {

    private static final long MAX_BYTES = 8L << 20;
    /** The approximate memory of a name without its text, and again of its entry in the columns of an object. */
    private static final int NAME_BYTES = 300;
    /** A name with more followers most likely precedes names that are data, which are not worth remembering. */
    private static final int MAX_FOLLOWERS = 8;

    private static final Node[] NONE = {};
    private static final ExpectedBytes EMPTY = new ExpectedBytes("");

    private volatile Node root = new Node();
    private long bytesHeld;

    /** Returns the node before the first name of a document. */
    Node root() {
        return root;
    }

    /** Returns {@code node}, or a new one if it is null or the trie was emptied since it was created. */
    Node ensureCurrent(@Nullable Node node) {
        Node current = root;
        return node != null && node.root == current ? node : new Node(current, null, "", EMPTY, true);
    }

    /** Adds a name after {@code previous}. If that already has too many followers, the new node is not retained. */
    synchronized Node learn(Node previous, String name, byte[] expected) {
        boolean retained = previous.isRetained && previous.followers.length < MAX_FOLLOWERS;
        Node added = new Node(previous.root, previous, name, new ExpectedBytes(expected), retained);
        if (retained) {
            Node[] followers = Arrays.copyOf(previous.followers, previous.followers.length + 1);
            followers[previous.followers.length] = added;
            previous.followers = followers;
            addHeldBytes(NAME_BYTES + 2L * expected.length);
        }
        return added;
    }

    /** Returns the columns of an object whose last name is {@code last}; null if it has a duplicate name. */
    @Nullable
    Columns columnsOf(Node last) {
        Columns known = last.columns;
        return known == null ? learnColumns(last) : known;
    }

    private synchronized @Nullable Columns learnColumns(Node last) {
        List<Column> list = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node node = last; node.previous != null; node = node.previous) {
            if (!names.add(node.name)) {
                return null;
            }
            list.add(new Column(node.name, ColumnType.UNTYPED));
        }
        Collections.reverse(list);
        Columns columns = new Columns(list);
        if (last.isRetained) {
            last.columns = columns;
            addHeldBytes((long) NAME_BYTES * list.size());
        }
        return columns;
    }

    private void addHeldBytes(long bytes) {
        bytesHeld += bytes;
        if (bytesHeld > MAX_BYTES) {
            bytesHeld = 0;
            root = new Node();
        }
    }

    /** A name, with the expected bytes from the end of the previous value to the start of its value. */
    public static final class Node {
        private final Node root;
        private final @Nullable Node previous;
        private final String name;
        private final ExpectedBytes expected;
        private final boolean isRetained;
        private volatile Node[] followers = NONE;
        private volatile @Nullable Node valueRoot;
        private volatile @Nullable Columns columns;
        /** The number of names in the last object that started with this name. */
        int sizeHint = 4;
        /** The size of the last list in the value of this name. */
        int listSizeHint = 4;

        /** Creates a root. */
        private Node() {
            this.root = this;
            this.previous = null;
            this.name = "";
            this.expected = EMPTY;
            this.isRetained = true;
        }

        private Node(Node root, @Nullable Node before, String name, ExpectedBytes written, boolean isKept) {
            this.root = root;
            this.previous = before;
            this.name = name;
            this.expected = written;
            this.isRetained = isKept;
        }

        /** Skips a known follower and returns it; null if none matches. */
        @Nullable
        Node follow(ByteCursor cursor) {
            for (Node follower : followers) {
                if (cursor.skip(follower.expected)) {
                    return follower;
                }
            }
            return null;
        }

        /** Returns whether a known follower comes next. */
        boolean matchesNext(ByteCursor cursor) {
            for (Node follower : followers) {
                if (follower.expected.matches(cursor.bytes, cursor.position())) {
                    return true;
                }
            }
            return false;
        }

        /** Returns whether new followers are not retained. */
        boolean isFull() {
            return followers.length >= MAX_FOLLOWERS;
        }

        /** Returns the node before the first name of an object in the value of this name. */
        Node valueRoot() {
            Node known = valueRoot;
            if (known == null) {
                // If two threads create a node, one is lost and its names are learned again.
                known = new Node(root, null, "", EMPTY, isRetained);
                valueRoot = known;
            }
            return known;
        }
    }
}
