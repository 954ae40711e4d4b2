/** Values without a schema, and JSON documents inside values. */
@NullMarked
package dev.ezcdc.envelope.json.internal.untyped;

import org.jspecify.annotations.NullMarked;
