package dev.ezcdc.envelope.type;

import java.time.Duration;

/**
 * A span of months, days and time (PostgreSQL's and Oracle's {@code INTERVAL}). The parts are separate because months
 * differ in length and a day does not always have 24 hours. Each part has its own sign.
 *
 * @param months whole months, including years
 * @param days whole days
 * @param time hours, minutes, seconds and fractions of a second; can exceed a day
 */
public record Interval(long months, long days, Duration time) {

    /** Returns the interval in ISO 8601 form, e.g. {@code P14M3DT4H5M6.7S}. */
    @Override
    public String toString() {
        String clock = time.isZero() ? "" : time.toString().substring(1);
        String calendar = (months == 0 ? "" : months + "M") + (days == 0 ? "" : days + "D");
        return "P" + (calendar.isEmpty() && clock.isEmpty() ? "T0S" : calendar + clock);
    }
}
