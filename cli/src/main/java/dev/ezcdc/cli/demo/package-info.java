/** {@code ./cdc demo}: stack, load and consumer together, with a summary. */
@NullMarked
package dev.ezcdc.cli.demo;

import org.jspecify.annotations.NullMarked;
