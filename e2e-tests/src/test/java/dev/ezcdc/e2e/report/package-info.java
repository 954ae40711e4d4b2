/** Pages and their charts. */
@NullMarked
package dev.ezcdc.e2e.report;

import org.jspecify.annotations.NullMarked;
