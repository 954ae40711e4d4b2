/** Access to the stack's PostgreSQL: addresses, queries, log sequence numbers. */
@NullMarked
package dev.ezcdc.infra.database;

import org.jspecify.annotations.NullMarked;
