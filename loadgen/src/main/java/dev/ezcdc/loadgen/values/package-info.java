/** Values that fit the type and name of a column, derived from hashes so that the same seed gives the same row. */
@NullMarked
package dev.ezcdc.loadgen.values;

import org.jspecify.annotations.NullMarked;
