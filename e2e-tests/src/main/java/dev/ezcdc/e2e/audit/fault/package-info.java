/** What can go wrong, each done to a stack and undone again. */
@NullMarked
package dev.ezcdc.e2e.audit.fault;

import org.jspecify.annotations.NullMarked;
