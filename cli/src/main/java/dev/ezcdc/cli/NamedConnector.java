package dev.ezcdc.cli;

import dev.ezcdc.cli.connectors.ConnectorControl;
import dev.ezcdc.infra.connector.ConnectorConfig;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The connector that a subcommand of {@code connectors} works on. */
final class NamedConnector {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The connector's name.")
    private String name = "";

    @Mixin
    private final ConnectorTarget target = new ConnectorTarget();

    /** Returns the console of the subcommand. */
    Console console() {
        return Console.of(spec);
    }

    String name() {
        return name;
    }

    ConnectorTarget target() {
        return target;
    }

    ConnectorControl control() {
        return target.control();
    }

    /** Returns the registered configuration; fails if there is none. */
    ConnectorConfig require() {
        return target.control().require(name);
    }

    /**
     * Changes the state of the connector and prints the new one.
     *
     * @param change receives the connector's name
     * @param state describes the new state, after <em>connector NAME is</em>
     * @return the exit status
     */
    int changeState(BiConsumer<ConnectorControl, String> change, Function<ConnectorConfig, String> state) {
        ConnectorConfig config = require();
        change.accept(control(), name);
        console().progress("connector " + name + " is " + state.apply(config));
        return 0;
    }
}
