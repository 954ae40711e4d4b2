/** Delivery across restarts: recognizes redelivered changes and assembles whole transactions. */
@NullMarked
package dev.ezcdc.envelope.delivery;

import org.jspecify.annotations.NullMarked;
