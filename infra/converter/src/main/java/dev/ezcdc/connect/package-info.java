/** A converter for the Kafka Connect worker, which writes what JsonConverter writes. */
@NullMarked
package dev.ezcdc.connect;

import org.jspecify.annotations.NullMarked;
