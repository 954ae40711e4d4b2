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
 * The names in documents that were seen before: behind each name those that ever followed it in its object, and those
 * inside its value. Thread-safe: one thread at a time learns, all follow. Bounded: when full all is forgotten, and what is
 * still in use comes back.
 *
 * <p>Idea: as in {@code UntypedRows}, a name with all that is around it costs one comparison, and where an object ends its
 * names are found, which all such objects share. Cost: a comparison in vain for each other name that may follow.
 */
public final class FieldNameTrie {

    private static final long MAX_BYTES = 8L << 20;
    /** About what a name costs in memory, besides its text; and once more in each object's names. */
    private static final int NAME_BYTES = 200;
    /** Where more names than these may follow they are most likely data, and remembering them is of no use. */
    private static final int MAX_FOLLOWERS = 8;

    private static final Node[] NONE = {};
    private static final ExpectedBytes EMPTY = new ExpectedBytes("");

    private volatile Node root = new Node();
    private long bytesHeld;

    /** What stands before the first name of a document. */
    Node root() {
        return root;
    }

    /** A name that is kept elsewhere, or another in its place if all is forgotten: what is in its value is seen again. */
    Node ensureCurrent(@Nullable Node kept) {
        Node all = root;
        return kept != null && kept.root == all ? kept : new Node(all, null, "", EMPTY, true);
    }

    /** The name that comes next, as it is written here; where there are too many it is soon forgotten. */
    synchronized Node learn(Node at, String name, byte[] written) {
        boolean kept = at.isRetained && at.followers.length < MAX_FOLLOWERS;
        Node added = new Node(at.root, at, name, new ExpectedBytes(written), kept);
        if (kept) {
            Node[] next = Arrays.copyOf(at.followers, at.followers.length + 1);
            next[at.followers.length] = added;
            at.followers = next;
            addHeldBytes(NAME_BYTES + 2L * written.length);
        }
        return added;
    }

    /** The names of an object that ends with this one; null if one of them comes twice. */
    @Nullable
    Columns columnsOf(Node last) {
        Columns known = last.columns;
        return known == null ? learnColumns(last) : known;
    }

    private synchronized @Nullable Columns learnColumns(Node last) {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node at = last; at.previous != null; at = at.previous) {
            if (!names.add(at.name)) {
                return null;
            }
            columns.add(new Column(at.name, ColumnType.UNTYPED));
        }
        Collections.reverse(columns);
        Columns all = new Columns(columns);
        if (last.isRetained) {
            last.columns = all;
            addHeldBytes((long) NAME_BYTES * columns.size());
        }
        return all;
    }

    private void addHeldBytes(long bytes) {
        bytesHeld += bytes;
        if (bytesHeld > MAX_BYTES) {
            bytesHeld = 0;
            root = new Node();
        }
    }

    /** A name, written with all that stands between the value before it and its own. */
    public static final class Node {
        private final Node root;
        private final @Nullable Node previous;
        private final String name;
        private final ExpectedBytes expected;
        private final boolean isRetained;
        private volatile Node[] followers = NONE;
        private volatile @Nullable Node valueRoot;
        private volatile @Nullable Columns columns;
        /** How many names the last object had that began with this one, and the last list in its value: hints. */
        int sizeHint = 4;

        int listSizeHint = 4;

        /** The root. */
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

        /** The known name that comes next, behind which the cursor then stands; null if none does. */
        @Nullable
        Node follow(ByteCursor cursor) {
            for (Node following : followers) {
                if (cursor.skip(following.expected)) {
                    return following;
                }
            }
            return null;
        }

        /** Whether a known name comes next. */
        boolean matchesNext(ByteCursor cursor) {
            for (Node following : followers) {
                if (following.expected.matches(cursor.bytes, cursor.position())) {
                    return true;
                }
            }
            return false;
        }

        /** Whether other names than those that are known here are not kept. */
        boolean isFull() {
            return followers.length >= MAX_FOLLOWERS;
        }

        /** What stands before the first name of an object in this name's value. */
        Node valueRoot() {
            Node known = valueRoot;
            if (known == null) {
                // Two threads may make one each: then one is lost, and what it has is learnt again.
                known = new Node(root, null, "", EMPTY, isRetained);
                valueRoot = known;
            }
            return known;
        }
    }
}
