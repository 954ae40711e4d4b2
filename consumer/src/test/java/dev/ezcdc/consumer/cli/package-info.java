@NullMarked
package dev.ezcdc.consumer.cli;

import org.jspecify.annotations.NullMarked;
