/**
 * A web page that shows a running consumer.
 *
 * <pre>
 * ConsumerListener       the consumer's threads: exact counters and a bounded sample, without waiting
 *    └─ PipelineMonitor
 *         ▼ four times a second, on a thread of its own
 * FrameBuilder           summarizes the sample and keeps several minutes of history
 *    ├─ UpstreamStatus   the state of connector and slot, supplied by the program
 *    ▼
 * EventStreams           one write at a time for each browser; slow browsers skip frames
 *    ▼
 * DashboardServer        the web server on the loopback address; its files are in the resources
 * </pre>
 */
@NullMarked
package dev.ezcdc.consumer.dashboard;

import org.jspecify.annotations.NullMarked;
