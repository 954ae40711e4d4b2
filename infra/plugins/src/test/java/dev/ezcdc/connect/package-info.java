/** Tests that the converter writes the same bytes as JsonConverter, and that no restart loses a record. */
@NullMarked
package dev.ezcdc.connect;

import org.jspecify.annotations.NullMarked;
