package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.WrittenRow;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Creates the rows of a table. The values of a row follow from its id and its seed, so live rows take only 16 bytes each in
 * memory. Thread-safe.
 */
interface RowSource {

    /** Returns the names of the written columns, without the id if it is the key. */
    List<String> columns();

    /** Draws the seed of a new row. */
    long createSeed(RandomGenerator random);

    /** Draws the seed of the row after an update, which changes at least one column. */
    long changeSeed(long id, long rowSeed, RandomGenerator random);

    /** Returns the row with this id and seed. */
    WrittenRow createRow(long id, long rowSeed);
}
