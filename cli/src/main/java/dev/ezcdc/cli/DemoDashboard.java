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

/** The page of a demo, there before the servers are. */
final class DemoDashboard {

    private static final int DEFAULT_PORT = 8090;

    @Option(names = "--no-watch", description = "Serve no page.")
    private boolean none;

    @Option(
            names = "--watch-port",
            paramLabel = "PORT",
            description = "The page's port (default: 8090); 0: any free one, which is told.")
    private @Nullable Integer port;

    private final PipelineMonitor watch = new PipelineMonitor();
    private volatile @Nullable StackUpstreamStatus surroundings;
    private volatile List<UpstreamStatus.Fact> last = List.of();

    /** What watches the consumer. */
    PipelineMonitor watch() {
        return watch;
    }

    /** From now on, and until the stack is closed, the page looks at it, too. */
    Stack shows(Stack stack) {
        StackUpstreamStatus looked = new StackUpstreamStatus(stack.endpoints());
        surroundings = looked;
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
                surroundings = null;
                looked.close();
                stack.close();
            }
        };
    }

    /**
     * Serves the page, and says where. A port that nobody asked for and that is taken is no reason to give no demo.
     *
     * @throws StackException if the port that was asked for is taken
     */
    AutoCloseable open(Console console) throws IOException {
        if (none) {
            return () -> {};
        }
        try {
            DashboardServer page = DashboardServer.open(port == null ? DEFAULT_PORT : port, watch, this::look);
            console.progress("watch it at " + page.url());
            return page;
        } catch (BindException taken) {
            String message = taken.getMessage() + "; choose another with --watch-port, or 0 for any free one";
            if (port != null) {
                throw new StackException(message, taken);
            }
            console.progress(message + ". There is no page this time");
            return () -> {};
        }
    }

    private List<UpstreamStatus.Fact> look() throws Exception {
        StackUpstreamStatus known = surroundings;
        if (known != null) {
            last = known.fetchFacts();
        }
        return last;
    }
}
