/** Rules from an SQL statement to the consumer's handler, on the embedded stack and on containers. */
@NullMarked
package dev.ezcdc.e2e.pipeline;

import org.jspecify.annotations.NullMarked;
