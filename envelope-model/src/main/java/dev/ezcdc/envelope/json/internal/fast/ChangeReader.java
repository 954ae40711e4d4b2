package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.envelope.source.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads changes from PostgreSQL, MySQL and MariaDB directly into the event. Knows the fields of source and envelope, their
 * order and their constant values from earlier changes. Thread-safe and bounded: full, it forgets all and learns again.
 *
 * <p>Technique: connector, database, table and other values that rarely differ are compared together with their names, in
 * runs of adjacent fields. A tree of runs leads to a source that has all their values. Cost: one comparison for each run, and
 * a step or two more if a run has other known forms, such as 200 tables.
 */
final class ChangeReader {

    static final ExpectedBytes BEFORE = new ExpectedBytes("{\"before\":");
    static final ExpectedBytes AFTER = new ExpectedBytes(",\"after\":");
    static final ExpectedBytes SOURCE = new ExpectedBytes(",\"source\":");

    /** The approximate memory of a run without its text. */
    private static final int RUN_BYTES = 400;
    /**
     * Learning costs more than decoding. Once this many more changes taught nothing than taught something, only one in this
     * many is tried.
     */
    private static final int MAX_FUTILE = 64;

    /** The source and the fields after it have more bytes than this. */
    private static final int MIN_SOURCE_DISTANCE = 100;
    /** With a longer source, which contains the text of a query, types are applied after the row was read without them. */
    private static final int MAX_SOURCE_DISTANCE = 4_096;

    private final LayoutParser parser;
    private final long maxBytes;
    private volatile PrefixTree<KnownConnector> connectors = PrefixTree.empty();
    private long bytesHeld;
    private int futile;
    /** The distance of the last source from the end of its message. Any value is valid; other threads may change it. */
    private int sourceDistance = MIN_SOURCE_DISTANCE;

    /** A connector, which the first constant fields determine: version, kind and topic prefix. */
    private record KnownConnector(boolean isPostgres, ChangeLayout layout, ConstantRun run) {}

    /** @param maxBytes the limit on the approximate memory */
    ChangeReader(LayoutParser parser, long maxBytes) {
        this.parser = parser;
        this.maxBytes = maxBytes;
    }

    /** Returns whether there is nothing to compare with yet. */
    boolean isEmpty() {
        return connectors.isEmpty();
    }

    /** Reads from the source to the end of the envelope; null if the change differs from the earlier ones. */
    @Nullable
    CdcRecord read(ByteCursor cursor, @Nullable Row key, @Nullable Row before, @Nullable Row after) {
        cursor.expect(SOURCE);
        KnownConnector connector = connectors.find(cursor);
        if (connector == null) {
            return null;
        }
        Source source = readSource(cursor, connector);
        return source == null ? null : EnvelopeTail.read(cursor, connector.layout, key, before, after, source);
    }

    private static @Nullable Source readSource(ByteCursor cursor, KnownConnector connector) {
        return connector.isPostgres
                ? PostgresSourceReader.read(cursor, connector.layout, connector.run)
                : MySqlSourceReader.read(cursor, connector.layout, connector.run);
    }

    /** A source that was read before the rows, with the offsets of its field: of the comma before it, and after its value. */
    record KnownSource(Source source, ChangeLayout layout, int start, int end) {}

    /**
     * Finds and reads the source from the end of the message. The caller must read the rows and check that they end where
     * the source starts. Returns null if the source is not found or unknown.
     */
    @Nullable
    KnownSource readSourceFromEnd(ByteCursor cursor) {
        int start = findFromEnd(cursor.bytes);
        if (start < 0) {
            return null;
        }
        cursor.moveTo(start + SOURCE.length());
        KnownConnector connector = connectors.find(cursor);
        Source source = connector == null ? null : readSource(cursor, connector);
        return connector == null || source == null
                ? null
                : new KnownSource(source, connector.layout, start, cursor.position());
    }

    private int findFromEnd(byte[] bytes) {
        int length = bytes.length;
        for (int distance = sourceDistance; distance <= Math.min(length, MAX_SOURCE_DISTANCE); distance++) {
            if (SOURCE.matches(bytes, length - distance)) {
                sourceDistance = distance;
                return length - distance;
            }
        }
        // The next message is searched from the beginning.
        sourceDistance = MIN_SOURCE_DISTANCE;
        return -1;
    }

    /** Learns from a change that was decoded in another way. */
    synchronized void learn(byte[] bytes, int payloadStart, ChangeEvent change) {
        if (futile >= MAX_FUTILE && futile++ % MAX_FUTILE != 0) {
            return;
        }
        LayoutParser.Parsed parsed = parser.parse(bytes, payloadStart, change);
        if (parsed == null || !add(parsed)) {
            futile++;
        } else if (futile > 0) {
            futile--;
        }
    }

    /** Returns whether a change with these fields and constants can be read from now on, and could not before. */
    private boolean add(LayoutParser.Parsed parsed) {
        List<byte[]> runs = parsed.runs();
        byte[] firstRun = runs.get(0);
        long size = runs.stream().mapToLong(run -> run.length + RUN_BYTES).sum();
        KnownConnector known = connectors.get(firstRun);
        boolean hasOtherFields = known != null && !known.layout.hasSameFields(parsed.layout());
        if (hasOtherFields || bytesHeld + size > maxBytes) {
            connectors = PrefixTree.empty();
            bytesHeld = 0;
            known = null;
        }
        boolean isNew = known == null;
        if (known == null) {
            known = new KnownConnector(parsed.template() instanceof PostgresSource, parsed.layout(), new ConstantRun());
        }
        ConstantRun run = known.run;
        for (byte[] text : runs.subList(1, runs.size())) {
            run = run.getOrAddNext(text);
        }
        boolean isNewSource = run.template() == null;
        if (isNewSource) {
            run.setTemplate(parsed.template());
            bytesHeld += size;
        }
        if (isNew) {
            // Last, so that other threads find a complete connector.
            connectors = connectors.with(firstRun, known);
        }
        return isNewSource && !hasOtherFields;
    }

    /** Returns the approximate memory, in bytes. */
    synchronized long bytesHeld() {
        return bytesHeld;
    }
}
