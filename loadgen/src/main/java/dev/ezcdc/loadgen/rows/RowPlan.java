package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import java.util.List;
import java.util.Set;

/**
 * The columns of a table that a run fills, and the sources of their values.
 *
 * @param writtenColumns columns of a {@link dev.ezcdc.loadgen.WrittenRow}, in its order
 * @param updatableColumns names of the columns that an update may change
 * @param hasIdKey true if the id is the key, and not one of the written columns
 */
record RowPlan(
        RowSource rows, List<Column> writtenColumns, Set<String> updatableColumns, boolean hasIdKey, IdPlan idPlan) {}
