package dev.ezcdc.cli;

import dev.ezcdc.cli.demo.StackUpstreamStatus;
import dev.ezcdc.consumer.dashboard.DashboardServer;
import dev.ezcdc.consumer.dashboard.PipelineMonitor;
import dev.ezcdc.consumer.dashboard.UpstreamStatus;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.Stack;
import dev.ezcdc.infra.StackException;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The dashboard of a demo. It is served before the servers run. */
final class DemoDashboard {

    private static final int DEFAULT_PORT = 8090;

    @Option(names = "--no-watch", description = "Serve no dashboard.")
    private boolean disabled;

    @Option(
            names = "--watch-port",
            paramLabel = "PORT",
            description = "Port of the dashboard; 0 picks a free port and prints it. Default: 8090.")
    private @Nullable Integer port;

    private final PipelineMonitor monitor = new PipelineMonitor();
    private volatile @Nullable StackUpstreamStatus upstream;
    private volatile List<UpstreamStatus.Fact> latestFacts = List.of();

    /** Returns the listener of the consumer to show. */
    PipelineMonitor monitor() {
        return monitor;
    }

    /** Shows the status of the stack until the returned stack, which delegates to it, is closed. */
    Stack observe(Stack stack) {
        StackUpstreamStatus observed = new StackUpstreamStatus(stack.endpoints());
        upstream = observed;
        return new Stack() {
            @Override
            public Endpoints endpoints() {
                return stack.endpoints();
            }

            @Override
            public void awaitStreaming(Duration timeout) {
                stack.awaitStreaming(timeout);
            }

            @Override
            public void close() {
                upstream = null;
                observed.close();
                stack.close();
            }
        };
    }

    /**
     * Serves the dashboard and prints its URL. If the default port is in use, the demo runs without a dashboard.
     *
     * @throws StackException if the port was given as an option and is in use
     */
    AutoCloseable open(Console console) throws IOException {
        if (disabled) {
            return () -> {};
        }
        try {
            DashboardServer dashboard =
                    DashboardServer.open(port == null ? DEFAULT_PORT : port, monitor, this::pollUpstream);
            console.progress("watch it at " + dashboard.url());
            return dashboard;
        } catch (BindException portInUse) {
            String message = portInUse.getMessage() + ". Choose another port with --watch-port; 0 picks a free one.";
            if (port != null) {
                throw new StackException(message, portInUse);
            }
            console.progress(message + " The demo continues without a dashboard.");
            return () -> {};
        }
    }

    private List<UpstreamStatus.Fact> pollUpstream() throws Exception {
        StackUpstreamStatus observed = upstream;
        if (observed != null) {
            latestFacts = observed.fetchFacts();
        }
        return latestFacts;
    }
}
