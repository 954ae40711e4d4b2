/**
 * What of a row may be shown, and how: {@link dev.ezcdc.consumer.safety.Escapes} for whatever reaches a terminal or a log,
 * {@link dev.ezcdc.consumer.safety.Redaction} for what nobody is to see.
 */
@NullMarked
package dev.ezcdc.consumer.safety;

import org.jspecify.annotations.NullMarked;
