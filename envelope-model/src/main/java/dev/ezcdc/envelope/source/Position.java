package dev.ezcdc.envelope.source;

/**
 * The position of a change in its source's log. Within a topic's partition, the positions of successive changes of the
 * same row never decrease. Comparing positions of different kinds of source throws a {@link ClassCastException}.
 *
 * <p>Two changes can have the same position: rows of one {@code COPY} can share an LSN. They differ in operation or
 * key. A {@code RedeliveryFilter} recognizes changes that were delivered before.
 */
public sealed interface Position extends Comparable<Position> permits PostgresPosition, MySqlPosition, LsnPosition {

    /** Returns whether both positions can belong to the same log. Only then is their order meaningful. */
    boolean isInSameLog(Position other);
}
