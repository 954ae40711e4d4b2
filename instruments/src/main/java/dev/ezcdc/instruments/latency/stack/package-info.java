/** The stack under measurement: starts it, applies settings, pauses and restores its connector. */
@NullMarked
package dev.ezcdc.instruments.latency.stack;

import org.jspecify.annotations.NullMarked;
