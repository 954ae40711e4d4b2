/**
 * What a row may show: {@link dev.ezcdc.consumer.redact.Escapes} makes text safe for terminals and logs, {@link
 * dev.ezcdc.consumer.redact.Redaction} hides columns.
 */
@NullMarked
package dev.ezcdc.consumer.redact;

import org.jspecify.annotations.NullMarked;
