/** Java types for column types that the JDK has no class for: geometries, intervals, sparse vectors. */
@NullMarked
package dev.ezcdc.envelope.type;

import org.jspecify.annotations.NullMarked;
