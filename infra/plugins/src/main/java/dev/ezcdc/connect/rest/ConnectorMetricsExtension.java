package dev.ezcdc.connect.rest;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;

/**
 * Adds {@code GET /connector-metrics/{topic.prefix}} to the worker's REST interface: the progress of Debezium's snapshot
 * and streaming, which is otherwise visible only in JMX. To use it, set the worker's
 * {@code rest.extension.classes=dev.ezcdc.connect.rest.ConnectorMetricsExtension}.
 */
public final class ConnectorMetricsExtension implements ConnectRestExtension {

    @Override
    public void register(ConnectRestExtensionContext context) {
        context.configurable().register(new ConnectorMetricsResource());
    }

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public String version() {
        return Objects.requireNonNullElse(getClass().getPackage().getImplementationVersion(), "unknown");
    }

    @Override
    public void close() {}
}
