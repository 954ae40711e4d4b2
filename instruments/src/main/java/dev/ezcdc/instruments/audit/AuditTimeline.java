package dev.ezcdc.instruments.audit;

import java.util.List;

/**
 * The course of one run.
 *
 * @param committed number of changes committed in each interval from the start
 * @param arrived number of events received in each interval from the start
 */
public record AuditTimeline(long intervalMillis, List<Long> committed, List<Long> arrived, List<Mark> marks) {

    public AuditTimeline {
        committed = List.copyOf(committed);
        arrived = List.copyOf(arrived);
        marks = List.copyOf(marks);
    }

    /** An action or event, in milliseconds from the start. */
    public record Mark(long millis, String label) {}
}
