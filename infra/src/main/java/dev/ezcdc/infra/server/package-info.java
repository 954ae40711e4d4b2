/** Installation, start and stop of each server. */
@NullMarked
package dev.ezcdc.infra.server;

import org.jspecify.annotations.NullMarked;
