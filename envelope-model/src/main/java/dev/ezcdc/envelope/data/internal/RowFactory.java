package dev.ezcdc.envelope.data.internal;

import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Creates rows without copying their values, for the decoder. {@link Row#of} is the public factory, which copies.
 *
 * <p>{@link Row} registers its private constructor here when it is initialized. Thread-safe.
 */
public final class RowFactory {

    private static @Nullable Constructor registered;

    private RowFactory() {}

    /** The constructor of {@link Row}. */
    public interface Constructor {
        Row newRow(Columns columns, @Nullable Object[] values);
    }

    /** A constant for the JIT compiler, which inlines the call. */
    private static final class Holder {
        private static final Constructor CONSTRUCTOR;

        static {
            Objects.requireNonNull(Row.EMPTY, "initializes Row, which registers its constructor");
            CONSTRUCTOR = Objects.requireNonNull(registered);
        }
    }

    /**
     * Called by {@link Row}, once.
     *
     * @throws IllegalStateException if a constructor is registered already
     */
    public static void register(Constructor constructor) {
        if (registered != null) {
            throw new IllegalStateException("The constructor of Row is already registered");
        }
        registered = constructor;
    }

    /**
     * Returns a row that takes ownership of the array; the caller must not modify it afterwards.
     *
     * @throws IllegalArgumentException if there are more or fewer values than columns
     */
    public static Row wrap(Columns columns, @Nullable Object[] values) {
        return Holder.CONSTRUCTOR.newRow(columns, values);
    }
}
