/** Prints and writes latency results: a table, an HTML report, histogram files. */
@NullMarked
package dev.ezcdc.instruments.latency.report;

import org.jspecify.annotations.NullMarked;
