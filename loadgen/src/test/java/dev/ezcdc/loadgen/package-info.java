/** The rules of plans, mixes and names, and of the packages. */
@NullMarked
package dev.ezcdc.loadgen;

import org.jspecify.annotations.NullMarked;
