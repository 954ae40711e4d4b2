package dev.ezcdc.envelope.source;

import dev.ezcdc.envelope.delivery.RedeliveryFilter;

/**
 * Where a change stands in its source's log. Positions of one source's log are comparable and never fall from one row's
 * change to the next in a topic's partition; to compare positions of different kinds of source is a {@link
 * ClassCastException}.
 *
 * <p>Equal positions do not mean the same change: rows of one {@code COPY} can share one. They are told apart by operation
 * and key. What was delivered before is best asked of a {@link RedeliveryFilter}.
 */
public sealed interface Position extends Comparable<Position> permits PostgresPosition, MySqlPosition, LsnPosition {

    /** Whether the two can be places in one log, so that their order means something. */
    boolean isInSameLog(Position other);
}
