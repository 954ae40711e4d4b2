@NullMarked
package dev.ezcdc.consumer.deadletter;

import org.jspecify.annotations.NullMarked;
