/** The general path: reads every valid message. Only this path rejects records. */
@NullMarked
package dev.ezcdc.envelope.json.internal.parse;

import org.jspecify.annotations.NullMarked;
