/**
 * A dashboard in the browser that shows a running consumer.
 *
 * <pre>
 * ConsumerListener       the consumer's threads: exact counters and a bounded sample, without waiting
 *    └─ PipelineMonitor
 *         ▼ four times a second, on a dedicated thread
 * FrameBuilder           summarizes the sample and keeps several minutes of history
 *    ├─ UpstreamStatus   the state of connector and slot, supplied by the program
 *    ▼
 * EventBroadcaster       one write at a time for each browser; slow browsers skip frames
 *    ▼
 * DashboardServer        the web server on the loopback address; the page's files are resources
 * </pre>
 */
@NullMarked
package dev.ezcdc.consumer.dashboard;

import org.jspecify.annotations.NullMarked;
