/** Tests of the audit: each fault has its expected outcome. */
@NullMarked
package dev.ezcdc.e2e.audit;

import org.jspecify.annotations.NullMarked;
