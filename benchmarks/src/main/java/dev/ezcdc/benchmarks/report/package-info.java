/** The report of a run: tables, charts, JSON. */
@NullMarked
package dev.ezcdc.benchmarks.report;

import org.jspecify.annotations.NullMarked;
