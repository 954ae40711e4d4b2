@NullMarked
package dev.ezcdc.consumer.internal.poll;

import org.jspecify.annotations.NullMarked;
