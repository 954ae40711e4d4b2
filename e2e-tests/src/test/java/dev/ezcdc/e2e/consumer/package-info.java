/** Tests of the consumer on a real broker: delivery, retries, a killed process, secured Kafka. */
@NullMarked
package dev.ezcdc.e2e.consumer;

import org.jspecify.annotations.NullMarked;
