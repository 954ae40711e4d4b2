package dev.ezcdc.loadgen.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.LongSupplier;

/** Supplies ids for new rows, each of them once. Not thread-safe; each change stream has its own source. */
@FunctionalInterface
interface IdSource extends LongSupplier {

    /** Fetches ids from the server until at least {@code count} are available. Counted ids are always available. */
    default void ensureAvailable(int count, Connection connection) throws SQLException {}

    /** Counts from {@code firstId + stream} in steps of {@code streams}, so that no two streams share an id. */
    static IdSource ofCounter(long firstId, int stream, int streams) {
        return new IdSource() {
            private long next = firstId + stream;

            @Override
            public long getAsLong() {
                long id = next;
                next += streams;
                return id;
            }
        };
    }
}
