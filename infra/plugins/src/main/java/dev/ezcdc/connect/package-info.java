/** Plug-ins of the Kafka Connect worker: JsonConverter's bytes for less, and Debezium's connector with safe offsets. */
@NullMarked
package dev.ezcdc.connect;

import org.jspecify.annotations.NullMarked;
