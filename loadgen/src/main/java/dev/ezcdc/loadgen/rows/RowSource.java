package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.WrittenRow;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the rows of one kind of table look like. A row is two numbers, its id and its seed: the values follow from them, so
 * that a million live rows can be remembered in a few megabytes. Thread-safe.
 */
interface RowSource {

    /** The columns that are written; the id is not among them if it is the key. */
    List<String> columns();

    /** A new row's seed. */
    long createSeed(RandomGenerator random);

    /** The seed of the row as it is after an update; its values differ in at least one column. */
    long changeSeed(long id, long rowSeed, RandomGenerator random);

    WrittenRow createRow(long id, long rowSeed);
}
