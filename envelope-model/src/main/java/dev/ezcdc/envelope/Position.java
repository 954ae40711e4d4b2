package dev.ezcdc.envelope;

/**
 * Where a change stands in its source's log. Positions of one source's log are comparable and never fall from one
 * change to the next; to compare positions of different kinds of source is a {@link ClassCastException}.
 *
 * <p>Equal positions do not mean the same change: rows of one {@code COPY} can share one. They are told apart by operation
 * and key.
 */
public sealed interface Position extends Comparable<Position> permits PostgresPosition {}
