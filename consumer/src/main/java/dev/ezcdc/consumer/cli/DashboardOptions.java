package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.dashboard.DashboardServer;
import dev.ezcdc.consumer.dashboard.PipelineMonitor;
import dev.ezcdc.consumer.dashboard.UpstreamStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a page shows the consumer at work, as options. */
final class DashboardOptions {

    private static final int DEFAULT_PORT = 8090;

    @Option(
            names = "--watch",
            order = 17,
            description = "Serve a page that shows the changes and how long they take, at http://localhost:8090.")
    private boolean watch;

    @Option(
            names = "--watch-port",
            order = 18,
            paramLabel = "PORT",
            description = "Serve that page on this port of the loopback address; 0: any free one, which is told.")
    private @Nullable Integer port;

    /** Has the consumer of these settings watched, if that is asked for. */
    HttpEndpointOption of(ChangeConsumer.Builder builder) {
        if (!watch && port == null) {
            return HttpEndpointOption.NOTHING;
        }
        PipelineMonitor watching = new PipelineMonitor();
        builder.listener(watching);
        int wanted = port == null ? DEFAULT_PORT : port;
        return (consumer, say) -> {
            DashboardServer page = HttpEndpointOption.on(
                    () -> DashboardServer.open(wanted, watching, UpstreamStatus.UNKNOWN),
                    "--watch-port, or 0 for any free one");
            say.accept("watch it at " + page.url());
            return page;
        };
    }
}
