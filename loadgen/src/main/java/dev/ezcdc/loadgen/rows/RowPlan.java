package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import java.util.List;
import java.util.Set;

/**
 * How a table is filled.
 *
 * @param written the columns of a {@link dev.ezcdc.loadgen.Row}, in its order
 * @param changing names of those that an update may give another value
 * @param idIsKey the key is the id, and not among the written columns
 */
record RowPlan(RowSource rows, List<Column> writtenColumns, Set<String> updatableColumns, boolean hasIdKey, IdPlan idPlan) {}
