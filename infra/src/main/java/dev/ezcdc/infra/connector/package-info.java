/** Debezium's connector in the Kafka Connect worker: configuration, registration, recovery. */
@NullMarked
package dev.ezcdc.infra.connector;

import org.jspecify.annotations.NullMarked;
