package dev.ezcdc.e2e.cli;

import dev.ezcdc.consumer.watch.Surroundings;
import dev.ezcdc.consumer.watch.Watch;
import dev.ezcdc.consumer.watch.WatchPage;
import dev.ezcdc.e2e.demo.StackSurroundings;
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
final class DemoPage {

    private static final int DEFAULT_PORT = 8090;

    @Option(names = "--no-watch", description = "Serve no page.")
    private boolean none;

    @Option(
            names = "--watch-port",
            paramLabel = "PORT",
            description = "The page's port (default: 8090); 0: any free one, which is told.")
    private @Nullable Integer port;

    private final Watch watch = new Watch();
    private volatile @Nullable StackSurroundings surroundings;
    private volatile List<Surroundings.Fact> last = List.of();

    /** What watches the consumer. */
    Watch watch() {
        return watch;
    }

    /** From now on, and until the stack is closed, the page looks at it, too. */
    Stack shows(Stack stack) {
        StackSurroundings looked = new StackSurroundings(stack.endpoints());
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
            WatchPage page = WatchPage.open(port == null ? DEFAULT_PORT : port, watch, this::look);
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

    private List<Surroundings.Fact> look() throws Exception {
        StackSurroundings known = surroundings;
        if (known != null) {
            last = known.look();
        }
        return last;
    }
}
