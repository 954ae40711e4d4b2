/** Processes, PID files, ports, locks and files. */
@NullMarked
package dev.ezcdc.infra.os;

import org.jspecify.annotations.NullMarked;
