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
    private static final int MAX_FOLLOWING = 8;

    private static final Name[] NONE = {};
    private static final ExpectedBytes NOTHING = new ExpectedBytes("");

    private volatile Name root = new Name();
    private long bytesHeld;

    /** What stands before the first name of a document. */
    Name root() {
        return root;
    }

    /** A name that is kept elsewhere, or another in its place if all is forgotten: what is in its value is seen again. */
    Name place(@Nullable Name kept) {
        Name all = root;
        return kept != null && kept.root == all ? kept : new Name(all, null, "", NOTHING, true);
    }

    /** The name that comes next, as it is written here; where there are too many it is soon forgotten. */
    synchronized Name learn(Name at, String name, byte[] written) {
        boolean kept = at.isKept && at.next.length < MAX_FOLLOWING;
        Name added = new Name(at.root, at, name, new ExpectedBytes(written), kept);
        if (kept) {
            Name[] next = Arrays.copyOf(at.next, at.next.length + 1);
            next[at.next.length] = added;
            at.next = next;
            hold(NAME_BYTES + 2L * written.length);
        }
        return added;
    }

    /** The names of an object that ends with this one; null if one of them comes twice. */
    @Nullable
    Columns all(Name last) {
        Columns known = last.all;
        return known == null ? learnAll(last) : known;
    }

    private synchronized @Nullable Columns learnAll(Name last) {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Name at = last; at.before != null; at = at.before) {
            if (!names.add(at.name)) {
                return null;
            }
            columns.add(new Column(at.name, ColumnType.UNTYPED));
        }
        Collections.reverse(columns);
        Columns all = new Columns(columns);
        if (last.isKept) {
            last.all = all;
            hold((long) NAME_BYTES * columns.size());
        }
        return all;
    }

    private void hold(long bytes) {
        bytesHeld += bytes;
        if (bytesHeld > MAX_BYTES) {
            bytesHeld = 0;
            root = new Name();
        }
    }

    /** A name, written with all that stands between the value before it and its own. */
    public static final class Name {
        private final Name root;
        private final @Nullable Name before;
        private final String name;
        private final ExpectedBytes written;
        private final boolean isKept;
        private volatile Name[] next = NONE;
        private volatile @Nullable Name inside;
        private volatile @Nullable Columns all;
        /** How many names the last object had that began with this one, and the last list in its value: hints. */
        int names = 4;

        int elements = 4;

        /** The root. */
        private Name() {
            this.root = this;
            this.before = null;
            this.name = "";
            this.written = NOTHING;
            this.isKept = true;
        }

        private Name(Name root, @Nullable Name before, String name, ExpectedBytes written, boolean isKept) {
            this.root = root;
            this.before = before;
            this.name = name;
            this.written = written;
            this.isKept = isKept;
        }

        /** The known name that comes next, behind which the cursor then stands; null if none does. */
        @Nullable
        Name follow(ByteCursor cursor) {
            for (Name following : next) {
                if (cursor.skip(following.written)) {
                    return following;
                }
            }
            return null;
        }

        /** Whether a known name comes next. */
        boolean isNext(ByteCursor cursor) {
            for (Name following : next) {
                if (following.written.matches(cursor.bytes, cursor.position())) {
                    return true;
                }
            }
            return false;
        }

        /** Whether other names than those that are known here are not kept. */
        boolean isFull() {
            return next.length >= MAX_FOLLOWING;
        }

        /** What stands before the first name of an object in this name's value. */
        Name inside() {
            Name known = inside;
            if (known == null) {
                // Two threads may make one each: then one is lost, and what it has is learnt again.
                known = new Name(root, null, "", NOTHING, isKept);
                inside = known;
            }
            return known;
        }
    }
}
