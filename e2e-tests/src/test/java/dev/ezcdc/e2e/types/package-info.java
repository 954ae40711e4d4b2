/** PostgreSQL column types through the whole pipeline, compared with the JDBC driver. */
@NullMarked
package dev.ezcdc.e2e.types;

import org.jspecify.annotations.NullMarked;
