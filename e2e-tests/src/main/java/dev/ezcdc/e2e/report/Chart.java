package dev.ezcdc.e2e.report;

/** A drawing. */
public sealed interface Chart permits LineChart, StackedBars, Timeline {
    /** An {@code <svg>} element, which takes the page's colours and scales to its width. */
    String svg();
}
