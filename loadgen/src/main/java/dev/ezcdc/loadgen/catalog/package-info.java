/** Tables as PostgreSQL's catalog describes them: columns, types, keys, constraints. Reads only. */
@NullMarked
package dev.ezcdc.loadgen.catalog;

import org.jspecify.annotations.NullMarked;
