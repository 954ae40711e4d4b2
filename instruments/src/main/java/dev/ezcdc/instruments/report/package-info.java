/** Self-contained HTML reports with charts: one file, no scripts, nothing fetched, light and dark. */
@NullMarked
package dev.ezcdc.instruments.report;

import org.jspecify.annotations.NullMarked;
