/** Rows: named, typed values, and their mapping to records of the caller. */
@NullMarked
package dev.ezcdc.envelope.data;

import org.jspecify.annotations.NullMarked;
