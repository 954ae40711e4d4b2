/**
 * Records as text. {@link dev.ezcdc.consumer.format.ChangeLog} writes a record as one line in one of three formats; {@link
 * dev.ezcdc.consumer.format.ChangeView} prepares a change for a web page. No row value can break or color either.
 */
@NullMarked
package dev.ezcdc.consumer.format;

import org.jspecify.annotations.NullMarked;
