/** Tests of the audit: its rules can fail, and the faults come out as they must. */
@NullMarked
package dev.ezcdc.e2e.audit;

import org.jspecify.annotations.NullMarked;
