package dev.ezcdc.cli;

import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.os.LoopbackPorts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that make Kafka Connect and Kafka serve their metrics. */
final class ServerMetricsOptions {

    private static final int MAX_PORT = 65_534;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--metrics",
            arity = "0..1",
            paramLabel = "PORT",
            fallbackValue = "9404",
            description = "Serve the metrics of Kafka Connect and Debezium for Prometheus at this port of the loopback"
                    + " address, and those of Kafka at the next one; 0 picks free ports. Restarts both servers if"
                    + " needed, and stays until --no-metrics. Default port: ${FALLBACK-VALUE}.")
    private @Nullable Integer port;

    @Option(names = "--no-metrics", description = "Serve no metrics of Kafka Connect and Kafka any more.")
    private boolean disabled;

    /**
     * Returns the ports of the servers' metrics.
     *
     * @param stored the ports of the last {@code up}, which stay if no option is given
     * @throws ParameterException if the options contradict each other or the port is out of range
     */
    Map<StackService, Integer> ports(Map<StackService, Integer> stored) {
        if (port == null) {
            return disabled ? Map.of() : stored;
        }
        Console console = Console.of(spec);
        if (disabled) {
            throw console.usageError("--metrics and --no-metrics exclude each other. Give one of them.");
        }
        if (port == 0) {
            List<Integer> free = LoopbackPorts.findFree(2);
            return stored.isEmpty() ? ports(free.get(0), free.get(1)) : stored;
        }
        if (port < 0 || port > MAX_PORT) {
            throw console.usageError("--metrics needs a port from 1 to " + MAX_PORT + ", or 0: " + port);
        }
        return ports(port, port + 1);
    }

    private static Map<StackService, Integer> ports(int connect, int kafka) {
        return Map.of(StackService.CONNECT, connect, StackService.KAFKA, kafka);
    }
}
