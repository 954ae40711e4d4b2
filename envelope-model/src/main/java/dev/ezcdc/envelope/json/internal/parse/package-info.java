/** The general path: reads any valid message, and is the only one that rejects. */
@NullMarked
package dev.ezcdc.envelope.json.internal.parse;

import org.jspecify.annotations.NullMarked;
