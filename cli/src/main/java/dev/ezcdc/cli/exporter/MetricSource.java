package dev.ezcdc.cli.exporter;

import java.util.List;

/** Reads values from one system. Used by one thread. */
public interface MetricSource extends AutoCloseable {

    /** Returns the label of this source, such as {@code postgresql}. */
    String name();

    /**
     * Reads the current values.
     *
     * @throws Exception if the system is unavailable; the values of the last read are then dropped
     */
    List<Gauge> read() throws Exception;

    @Override
    default void close() {}
}
