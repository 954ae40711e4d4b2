/** Whether the converter writes what JsonConverter writes, and offsets lose nothing. */
@NullMarked
package dev.ezcdc.connect;

import org.jspecify.annotations.NullMarked;
