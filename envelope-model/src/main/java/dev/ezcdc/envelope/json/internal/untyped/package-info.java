/** Reads values without a schema, and JSON documents inside strings, on the fast path. */
@NullMarked
package dev.ezcdc.envelope.json.internal.untyped;

import org.jspecify.annotations.NullMarked;
