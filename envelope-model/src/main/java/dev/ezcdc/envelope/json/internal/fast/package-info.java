/** The fast path: recognizes messages by their bytes and reads only the values. */
@NullMarked
package dev.ezcdc.envelope.json.internal.fast;

import org.jspecify.annotations.NullMarked;
