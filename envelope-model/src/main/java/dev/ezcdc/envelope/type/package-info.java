/** Java types for column types without a JDK class: geometries, intervals, sparse vectors. */
@NullMarked
package dev.ezcdc.envelope.type;

import org.jspecify.annotations.NullMarked;
