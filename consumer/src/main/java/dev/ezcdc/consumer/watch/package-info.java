/**
 * The page on which a consumer can be watched while it works.
 *
 * <pre>
 * ConsumerObserver     the consumer's threads: exact counters, a bounded sample, never a wait
 *    └─ Watch          │ Sample: of many changes a few, picked evenly
 *                      ▼ four times a second, on a thread of its own
 * Ticker               takes the sample, makes figures and texts of it, remembers minutes
 *    ├─ Surroundings   what its starter knows of the stations before the consumer
 *    ▼
 * EventStreams         one write at a time to each browser; who is slow misses some
 *    ▼
 * WatchPage            the web server on the loopback address, and page/ in the resources
 * </pre>
 */
@NullMarked
package dev.ezcdc.consumer.watch;

import org.jspecify.annotations.NullMarked;
