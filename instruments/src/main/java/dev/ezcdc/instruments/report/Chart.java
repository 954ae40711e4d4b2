package dev.ezcdc.instruments.report;

/** A chart in a report. */
public sealed interface Chart permits LineChart, StackedBars, TimelineChart {
    /** Returns an {@code <svg>} element that uses the page's colors and scales to its width. */
    String toSvg();
}
