/** Origins of changes: one type per connector, and positions in the source's log. */
@NullMarked
package dev.ezcdc.envelope.source;

import org.jspecify.annotations.NullMarked;
