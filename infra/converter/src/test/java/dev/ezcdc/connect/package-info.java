/** Whether the converter writes what JsonConverter writes. */
@NullMarked
package dev.ezcdc.connect;

import org.jspecify.annotations.NullMarked;
