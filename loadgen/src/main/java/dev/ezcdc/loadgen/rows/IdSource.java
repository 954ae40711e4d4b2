package dev.ezcdc.loadgen.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.LongSupplier;

/** Ids for new rows, each given once. Not thread-safe; every lane has its own. */
@FunctionalInterface
interface IdSource extends LongSupplier {

    /** Sees to it that so many ids are there; where they are only counted there is always another one. */
    default void ensureAvailable(int count, Connection connection) throws SQLException {}

    /** Numbers from a first one on that nobody else uses, dealt to the lanes in turn. */
    static IdSource ofCounter(long first, int lane, int lanes) {
        return new IdSource() {
            private long next = first + lane;

            @Override
            public long getAsLong() {
                long id = next;
                next += lanes;
                return id;
            }
        };
    }
}
