/** Table definitions read from the PostgreSQL catalog: columns, types, keys and constraints. */
@NullMarked
package dev.ezcdc.loadgen.catalog;

import org.jspecify.annotations.NullMarked;
