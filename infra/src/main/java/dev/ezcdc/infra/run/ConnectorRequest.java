package dev.ezcdc.infra.run;

import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.ExistingConnector;
import java.util.List;

/**
 * The connector that an embedded stack registers. Immutable.
 *
 * @param config the packaged connector, or a user's, to which the stack adds the settings that it leaves out
 * @param tables the tables to capture, as regular expressions in Debezium's form; none for those of the registered
 *     connector, or those of {@code config} if there is none
 * @param existing the treatment of the settings of a registered connector; {@code tables} and those of
 *     {@code Tuning.connector} always replace them
 */
public record ConnectorRequest(ConnectorConfig config, List<String> tables, ExistingConnector existing) {
    /** The packaged connector. */
    static final ConnectorRequest DEFAULT =
            new ConnectorRequest(ConnectorConfig.loadDefault(), List.of(), ExistingConnector.KEEP);

    public ConnectorRequest {
        tables = List.copyOf(tables);
    }
}
