/** Self-contained pages with charts: one file, no scripts, nothing fetched, light and dark. */
@NullMarked
package dev.ezcdc.e2e.report;

import org.jspecify.annotations.NullMarked;
