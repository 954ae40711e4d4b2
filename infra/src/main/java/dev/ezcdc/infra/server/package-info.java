/** How each server is installed, started and stopped. */
@NullMarked
package dev.ezcdc.infra.server;

import org.jspecify.annotations.NullMarked;
