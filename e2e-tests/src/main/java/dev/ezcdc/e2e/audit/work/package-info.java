/** What is written to the database while it is hurt, and the exact account of it. */
@NullMarked
package dev.ezcdc.e2e.audit.work;

import org.jspecify.annotations.NullMarked;
