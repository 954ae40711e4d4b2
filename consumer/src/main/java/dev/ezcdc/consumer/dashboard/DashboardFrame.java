package dev.ezcdc.consumer.dashboard;

import dev.ezcdc.consumer.format.ChangeView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What browsers are told four times a second. The names are the page's, and nobody else's.
 *
 * @param at in seconds since 1970
 * @param state of the consumer, as in {@link dev.ezcdc.consumer.Health}
 * @param notice what is being done just now
 * @param perSecond changes handled in the last second, exactly
 * @param shownPerSecond how many of them were shown
 * @param lag records still to be read
 * @param operations changes so far by operation, exactly
 * @param topics changes so far by topic, exactly
 * @param hops of the last seconds
 * @param facts what is known of the stations before the consumer
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
