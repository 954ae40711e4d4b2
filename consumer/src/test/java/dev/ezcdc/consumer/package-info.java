/** Tests that need no Kafka broker. Tests against a real broker are in e2e-tests. */
@NullMarked
package dev.ezcdc.consumer;

import org.jspecify.annotations.NullMarked;
