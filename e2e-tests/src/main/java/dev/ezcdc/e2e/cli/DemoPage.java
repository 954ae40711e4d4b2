package dev.ezcdc.e2e.cli;

import dev.ezcdc.consumer.watch.Surroundings;
import dev.ezcdc.consumer.watch.Watch;
import dev.ezcdc.consumer.watch.WatchPage;
import dev.ezcdc.e2e.demo.StackSurroundings;
import dev.ezcdc.infra.Stack;
import dev.ezcdc.infra.StackException;
import java.io.IOException;
import java.net.BindException;
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

    /** What watches the consumer. */
    Watch watch() {
        return watch;
    }

    /** From now on the page looks at this stack, too. */
    Stack shows(Stack stack) {
        surroundings = new StackSurroundings(stack.endpoints());
        return stack;
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
            return () -> {
                page.close();
                StackSurroundings open = surroundings;
                if (open != null) {
                    open.close();
                }
            };
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
        return known == null ? List.of() : known.look();
    }
}
