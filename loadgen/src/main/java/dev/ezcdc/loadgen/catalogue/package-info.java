/** Tables as PostgreSQL's catalogue describes them: columns and types, keys, constraints. It reads and decides nothing. */
@NullMarked
package dev.ezcdc.loadgen.catalogue;

import org.jspecify.annotations.NullMarked;
