package dev.ezcdc.instruments.report;

/** A drawing. */
public sealed interface Chart permits LineChart, StackedBars, TimelineChart {
    /** An {@code <svg>} element, which takes the page's colours and scales to its width. */
    String toSvg();
}
