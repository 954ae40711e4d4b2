package dev.ezcdc.envelope.type;

import java.time.Duration;

/**
 * A span of months, days and time that are kept apart, as a month is not a number of days and a day is not always 24
 * hours (PostgreSQL's and Oracle's {@code INTERVAL}).
 *
 * @param months whole months, years included; may be negative, as may the other parts, each for itself
 * @param days whole days
 * @param time hours, minutes, seconds and their fraction; may be more than a day
 */
public record Interval(long months, long days, Duration time) {

    /** In ISO 8601's form, e.g. {@code P14M3DT4H5M6.7S}. */
    @Override
    public String toString() {
        String clock = time.isZero() ? "" : time.toString().substring(1);
        String calendar = (months == 0 ? "" : months + "M") + (days == 0 ? "" : days + "D");
        return "P" + (calendar.isEmpty() && clock.isEmpty() ? "T0S" : calendar + clock);
    }
}
