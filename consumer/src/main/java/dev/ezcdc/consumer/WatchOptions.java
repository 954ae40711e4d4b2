package dev.ezcdc.consumer;

import dev.ezcdc.consumer.watch.Surroundings;
import dev.ezcdc.consumer.watch.Watch;
import dev.ezcdc.consumer.watch.WatchPage;
import java.io.IOException;
import java.net.BindException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a page shows the consumer at work, as options. */
final class WatchOptions {

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

    /** What is to watch the consumer; null if nothing is. */
    @Nullable
    Watch watch() {
        return watch || port != null ? new Watch() : null;
    }

    /** Serves the page. */
    WatchPage open(Watch watching) throws IOException {
        try {
            return WatchPage.open(port == null ? DEFAULT_PORT : port, watching, Surroundings.UNKNOWN);
        } catch (BindException taken) {
            BindException remedied =
                    new BindException(taken.getMessage() + "; choose another with --watch-port, or 0 for any free one");
            remedied.initCause(taken);
            throw remedied;
        }
    }
}
