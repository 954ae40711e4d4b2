/**
 * Makes rows safe to print: {@link dev.ezcdc.consumer.redact.Escapes} escapes text for terminals and logs, {@link
 * dev.ezcdc.consumer.redact.Redaction} hides columns.
 */
@NullMarked
package dev.ezcdc.consumer.redact;

import org.jspecify.annotations.NullMarked;
