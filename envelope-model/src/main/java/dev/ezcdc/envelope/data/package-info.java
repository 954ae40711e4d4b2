/** Rows of named, typed values, and their mapping to the caller's records. */
@NullMarked
package dev.ezcdc.envelope.data;

import org.jspecify.annotations.NullMarked;
