@NullMarked
package dev.ezcdc.consumer.format;

import org.jspecify.annotations.NullMarked;
