/** Maps the fields of a decoded envelope to a {@link dev.ezcdc.envelope.CdcRecord}. */
@NullMarked
package dev.ezcdc.envelope.json.internal.record;

import org.jspecify.annotations.NullMarked;
