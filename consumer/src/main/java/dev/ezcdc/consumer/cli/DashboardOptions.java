package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.dashboard.DashboardServer;
import dev.ezcdc.consumer.dashboard.PipelineMonitor;
import dev.ezcdc.consumer.dashboard.UpstreamStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the dashboard. */
final class DashboardOptions {

    private static final int DEFAULT_PORT = 8090;

    @Option(
            names = "--watch",
            order = 50,
            description = "Serve a dashboard of the changes and their latency at http://localhost:8090.")
    private boolean watch;

    @Option(
            names = "--watch-port",
            order = 51,
            paramLabel = "PORT",
            description = "Serve the dashboard on this port of the loopback address; 0 picks a free port and prints it."
                    + " Default with --watch: 8090.")
    private @Nullable Integer port;

    /** Registers the dashboard's listener with the consumer if an option requests it. */
    HttpEndpointOption register(ChangeConsumer.Builder builder) {
        if (!watch && port == null) {
            return HttpEndpointOption.NONE;
        }
        PipelineMonitor monitor = new PipelineMonitor();
        builder.listener(monitor);
        int chosenPort = port == null ? DEFAULT_PORT : port;
        return (consumer, report) -> {
            DashboardServer dashboard = HttpEndpointOption.openOrSuggest(
                    () -> DashboardServer.open(chosenPort, monitor, UpstreamStatus.UNKNOWN), "--watch-port");
            report.accept("watch it at " + dashboard.url());
            return dashboard;
        };
    }
}
