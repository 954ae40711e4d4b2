/** Reads strings, numbers and timestamps from JSON bytes. Independent of schemas and records. */
@NullMarked
package dev.ezcdc.envelope.json.internal.bytes;

import org.jspecify.annotations.NullMarked;
