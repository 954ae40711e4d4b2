/** Tests of the {@code ./cdc} commands as processes. */
@NullMarked
package dev.ezcdc.e2e.commands;

import org.jspecify.annotations.NullMarked;
