/** The consumer's own speed, from a topic to a file. */
@NullMarked
package dev.ezcdc.e2e.bench;

import org.jspecify.annotations.NullMarked;
