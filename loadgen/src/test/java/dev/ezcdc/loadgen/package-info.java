/** Tests of plans, mixes, table names and the package structure. */
@NullMarked
package dev.ezcdc.loadgen;

import org.jspecify.annotations.NullMarked;
