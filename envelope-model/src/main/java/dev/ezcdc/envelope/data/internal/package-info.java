/** Parts of the row that the module's other packages use. Not API. */
@NullMarked
package dev.ezcdc.envelope.data.internal;

import org.jspecify.annotations.NullMarked;
