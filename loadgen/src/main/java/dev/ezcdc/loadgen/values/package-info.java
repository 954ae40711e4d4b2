/** Values that fit a column's type and name. Each follows from a number, so that the same seed gives the same row. */
@NullMarked
package dev.ezcdc.loadgen.values;

import org.jspecify.annotations.NullMarked;
