/** Tests that the converter writes the same bytes as JsonConverter, and that the offsets lose no record. */
@NullMarked
package dev.ezcdc.connect;

import org.jspecify.annotations.NullMarked;
