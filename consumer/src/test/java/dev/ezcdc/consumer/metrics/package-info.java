@NullMarked
package dev.ezcdc.consumer.metrics;

import org.jspecify.annotations.NullMarked;
