/**
 * Plug-ins for the Kafka Connect worker: a faster JSON converter, and Debezium's PostgreSQL connector with safe
 * offsets.
 */
@NullMarked
package dev.ezcdc.connect;

import org.jspecify.annotations.NullMarked;
