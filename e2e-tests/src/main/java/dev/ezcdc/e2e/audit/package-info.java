/** {@code ./cdc audit}: breaks things on purpose, then proves from the database whether a change was lost. */
@NullMarked
package dev.ezcdc.e2e.audit;

import org.jspecify.annotations.NullMarked;
