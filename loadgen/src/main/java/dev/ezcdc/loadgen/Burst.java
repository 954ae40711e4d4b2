package dev.ezcdc.loadgen;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows as fast as the server takes them, several times over.
 *
 * @param rows rows in each burst
 * @param times how many bursts
 * @param every from one burst's start to the next one's; null: the next begins when the last one has ended
 */
public record Burst(long rows, int times, @Nullable Duration interval) implements LoadPlan {

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,12})x(\\d{1,6})");

    /** @throws IllegalArgumentException if anything is not positive */
    public Burst {
        if (rows < 1 || times < 1) {
            throw new IllegalArgumentException(
                    "a burst has at least one row, at least once; not " + rows + "x" + times);
        }
        if (interval != null && (interval.isNegative() || interval.isZero())) {
            throw new IllegalArgumentException("the time from burst to burst must be more than nothing");
        }
    }

    /**
     * Reads {@code ROWSxTIMES}, such as {@code 10000x5}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static Burst parse(String text) {
        Matcher matcher = SHAPE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not ROWSxTIMES; an example: 10000x5");
        }
        return new Burst(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)), null);
    }

    public Burst withInterval(@Nullable Duration time) {
        return new Burst(rows, times, time);
    }

    @Override
    public long totalRows() {
        return rows * times;
    }
}
