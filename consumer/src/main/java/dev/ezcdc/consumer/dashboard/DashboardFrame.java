package dev.ezcdc.consumer.dashboard;

import dev.ezcdc.consumer.format.ChangeView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The message that browsers receive four times a second, as JSON in snake case. Only the dashboard's own page reads it.
 *
 * @param at when the frame was built, in seconds since 1970
 * @param state the consumer's state, as in {@link dev.ezcdc.consumer.Health}
 * @param detail the state's detail; null if there is none
 * @param notice the program's current activity; null if there is none
 * @param total the exact number of changes so far, without logical messages
 * @param perSecond the exact number of changes handled in the last second
 * @param shownPerSecond the number of those that were sent to browsers
 * @param lag the number of records still to be read; null if unknown
 * @param operations the exact number of changes, flattened rows and logical messages so far, by operation
 * @param topics the exact number of changes so far, by topic
 * @param otherRecords the number of records so far that are not changes
 * @param handlerFailures the number of failed attempts of the handler
 * @param deadLetters the number of dead-lettered records
 * @param redeliveries the number of redeliveries skipped
 * @param filteredOut the number of records skipped by the filter
 * @param hops the latency of each hop in the last seconds; null for a hop without samples
 * @param facts the state of the pipeline upstream of the consumer
 * @param changes a sample of the changes since the last frame
 */
record DashboardFrame(
        double at,
        String state,
        @Nullable String detail,
        @Nullable String notice,
        long total,
        long perSecond,
        long shownPerSecond,
        @Nullable Long lag,
        Map<String, Long> operations,
        Map<String, Long> topics,
        long otherRecords,
        long handlerFailures,
        long deadLetters,
        long redeliveries,
        long filteredOut,
        Map<String, @Nullable HopPercentiles> hops,
        List<UpstreamStatus.Fact> facts,
        List<ChangeView> changes) {}
