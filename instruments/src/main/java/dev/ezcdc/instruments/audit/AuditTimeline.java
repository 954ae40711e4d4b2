package dev.ezcdc.instruments.audit;

import java.util.List;

/**
 * One run over time, in milliseconds from its start.
 *
 * @param committed how many changes were committed in each interval
 * @param arrived how many events arrived in each
 */
public record AuditTimeline(long intervalMillis, List<Long> committed, List<Long> arrived, List<Mark> marks) {

    public AuditTimeline {
        committed = List.copyOf(committed);
        arrived = List.copyOf(arrived);
        marks = List.copyOf(marks);
    }

    /** Something that happened. */
    public record Mark(long millis, String label) {}
}
