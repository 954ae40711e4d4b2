/** CPU time by process, thread and kind of code. */
@NullMarked
package dev.ezcdc.instruments.latency.cpu;

import org.jspecify.annotations.NullMarked;
