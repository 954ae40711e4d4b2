/** Text, numbers and timestamps in JSON bytes. Knows neither schemas nor records. */
@NullMarked
package dev.ezcdc.envelope.json.internal.bytes;

import org.jspecify.annotations.NullMarked;
