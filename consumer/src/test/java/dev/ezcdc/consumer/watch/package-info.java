@NullMarked
package dev.ezcdc.consumer.watch;

import org.jspecify.annotations.NullMarked;
