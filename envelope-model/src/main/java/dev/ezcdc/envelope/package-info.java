@NullMarked
package dev.ezcdc.envelope;

import org.jspecify.annotations.NullMarked;
