package dev.ezcdc.loadgen;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A plan that writes rows as fast as the server accepts them, one or more times.
 *
 * @param rows number of rows in each burst
 * @param times number of bursts
 * @param interval time between the starts of two bursts; null if each starts when the previous one ends
 */
public record Burst(long rows, int times, @Nullable Duration interval) implements LoadPlan {

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,12})x(\\d{1,6})");

    /** @throws IllegalArgumentException if a value is not positive */
    public Burst {
        if (rows < 1 || times < 1) {
            throw new IllegalArgumentException("burst rows and times must be positive, not " + rows + "x" + times);
        }
        if (interval != null && (interval.isNegative() || interval.isZero())) {
            throw new IllegalArgumentException("burst interval must be positive, not " + interval);
        }
    }

    /**
     * Parses {@code ROWSxTIMES}, such as {@code 10000x5}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static Burst parse(String text) {
        Matcher matcher = SHAPE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not ROWSxTIMES, such as 10000x5");
        }
        return new Burst(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)), null);
    }

    /** Returns this burst with another interval. */
    public Burst withInterval(@Nullable Duration newInterval) {
        return new Burst(rows, times, newInterval);
    }

    @Override
    public long totalRows() {
        return rows * times;
    }
}
