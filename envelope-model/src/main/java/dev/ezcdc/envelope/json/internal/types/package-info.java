/** Logical types: how a column's schema name decides the Java type of its values. Start at {@link dev.ezcdc.envelope.json.internal.types.LogicalType}. */
@NullMarked
package dev.ezcdc.envelope.json.internal.types;

import org.jspecify.annotations.NullMarked;
