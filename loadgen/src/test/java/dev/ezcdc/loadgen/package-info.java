/** The rules of the load generator that need no server; what needs one is tested where the whole stack is. */
@NullMarked
package dev.ezcdc.loadgen;

import org.jspecify.annotations.NullMarked;
