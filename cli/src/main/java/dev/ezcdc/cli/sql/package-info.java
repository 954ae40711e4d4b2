/** Rows of PostgreSQL as a table, JSON or CSV, for {@code ./cdc sql}. */
@NullMarked
package dev.ezcdc.cli.sql;

import org.jspecify.annotations.NullMarked;
