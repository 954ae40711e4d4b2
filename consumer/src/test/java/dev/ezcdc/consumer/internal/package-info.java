/** Shared fixtures for tests of the internal packages. */
@NullMarked
package dev.ezcdc.consumer.internal;

import org.jspecify.annotations.NullMarked;
