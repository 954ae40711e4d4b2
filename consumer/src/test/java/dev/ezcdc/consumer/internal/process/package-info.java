@NullMarked
package dev.ezcdc.consumer.internal.process;

import org.jspecify.annotations.NullMarked;
