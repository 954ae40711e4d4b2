/** Work on registered connectors: what the {@code connectors} commands do. */
@NullMarked
package dev.ezcdc.cli.connectors;

import org.jspecify.annotations.NullMarked;
