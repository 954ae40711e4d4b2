/**
 * Converts values to the Java type that the name of their schema stands for. Start at {@link
 * dev.ezcdc.envelope.json.internal.types.LogicalType}.
 */
@NullMarked
package dev.ezcdc.envelope.json.internal.types;

import org.jspecify.annotations.NullMarked;
