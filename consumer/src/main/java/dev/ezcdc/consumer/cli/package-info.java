/** The consumer as a program: the commands {@code consume} and {@code dead-letters}, their options, and how a signal ends them. */
@NullMarked
package dev.ezcdc.consumer.cli;

import org.jspecify.annotations.NullMarked;
