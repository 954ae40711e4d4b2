/** The consumer's commands {@code consume} and {@code dead-letters}, and the entry point of the runnable jar. */
@NullMarked
package dev.ezcdc.consumer.cli;

import org.jspecify.annotations.NullMarked;
