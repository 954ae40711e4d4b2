/** The origin of a change: one type per connector, and the position of a change in the source's log. */
@NullMarked
package dev.ezcdc.envelope.source;

import org.jspecify.annotations.NullMarked;
