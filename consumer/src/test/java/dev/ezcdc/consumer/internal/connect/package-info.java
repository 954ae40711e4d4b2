@NullMarked
package dev.ezcdc.consumer.internal.connect;

import org.jspecify.annotations.NullMarked;
