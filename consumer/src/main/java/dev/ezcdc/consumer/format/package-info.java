/**
 * A record as text: {@link dev.ezcdc.consumer.format.ChangeLog} writes it as one line in one of three formats, {@link
 * dev.ezcdc.consumer.format.ChangeView} is what a page shows of it. No value of a row can break or colour either.
 */
@NullMarked
package dev.ezcdc.consumer.format;

import org.jspecify.annotations.NullMarked;
