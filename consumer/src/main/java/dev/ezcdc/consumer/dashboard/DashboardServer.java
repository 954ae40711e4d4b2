package dev.ezcdc.consumer.dashboard;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a page that shows a consumer at work, on the loopback address alone. Browsers that are slow, or many, never hold
 * the consumer up. Thread-safe.
 */
public final class DashboardServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DashboardServer.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final long FRAME_INTERVAL_MILLIS = 1000 / FrameBuilder.FRAMES_PER_SECOND;
    private static final long IDLE_TIMEOUT_MILLIS = 30_000;

    private final Server server;
    private final ServerConnector connector;
    private final EventBroadcaster streams = new EventBroadcaster();
    private final FrameBuilder frameBuilder;
    private final UpstreamStatus upstream;
    private final ScheduledExecutorService frameExecutor = newExecutor("ezcdc-watch-tick");
    private final ScheduledExecutorService upstreamExecutor = newExecutor("ezcdc-watch-look");
    private volatile List<UpstreamStatus.Fact> facts = List.of();

    private DashboardServer(int port, PipelineMonitor watch, UpstreamStatus surroundings) {
        this.frameBuilder = new FrameBuilder(watch, Clock.systemUTC());
        this.upstream = surroundings;
        QueuedThreadPool threads = new QueuedThreadPool(8, 2);
        threads.setName("ezcdc-watch");
        threads.setDaemon(true);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_TIMEOUT_MILLIS);
        server.addConnector(connector);
        server.setHandler(new DashboardHandler(streams));
        server.setStopTimeout(0);
    }

    /**
     * Listens.
     *
     * @param port 0 for any free one, see {@link #url()}
     * @param surroundings what is known of the stations before the consumer
     * @throws BindException if the port can't be had; the message names it
     */
    public static DashboardServer open(int port, PipelineMonitor watch, UpstreamStatus surroundings)
            throws IOException {
        DashboardServer page = new DashboardServer(port, watch, surroundings);
        try {
            page.server.start();
        } catch (Exception failure) {
            page.close();
            throw describeFailure(port, failure);
        }
        page.startUpdates();
        return page;
    }

    private void startUpdates() {
        // Neither ends but by a shutdown: both tell of their failures themselves.
        Future<?> unused = frameExecutor.scheduleAtFixedRate(this::sendFrame, FRAME_INTERVAL_MILLIS, FRAME_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        unused = upstreamExecutor.scheduleWithFixedDelay(this::pollUpstream, 0, 1, TimeUnit.SECONDS);
    }

    private static IOException describeFailure(int port, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException taken) {
                BindException named =
                        new BindException("the port " + port + " for the page can't be had: " + taken.getMessage());
                named.initCause(failure);
                return named;
            }
        }
        return new IOException("the page can't be served: " + failure.getMessage(), failure);
    }

    /** Where it is to be seen. */
    public URI url() {
        return URI.create("http://localhost:" + connector.getLocalPort() + "/");
    }

    private void sendFrame() {
        try {
            DashboardFrame tick = frameBuilder.nextFrame(facts);
            List<History.Second> history = frameBuilder.history();
            if (!streams.isEmpty()) {
                History.Second second = frameBuilder.isSecondComplete() ? history.get(history.size() - 1) : null;
                streams.send(tick, second, history);
            }
        } catch (RuntimeException failure) {
            LOG.error(
                    "the page could not be brought up to date: {}",
                    failure.getClass().getName());
            LOG.debug("the page could not be brought up to date", failure);
        }
    }

    private void pollUpstream() {
        if (streams.isEmpty()) {
            return;
        }
        try {
            facts = upstream.fetchFacts().stream()
                    .map(UpstreamStatus.Fact::escaped)
                    .toList();
        } catch (Exception unseen) { // told by the page; it may be seen again the next time
            LOG.debug("nothing to be seen before the consumer", unseen);
            facts = List.of(new UpstreamStatus.Fact(
                    UpstreamStatus.Station.DATABASE, "state", "not to be seen at the moment", true));
        }
    }

    private static ScheduledExecutorService newExecutor(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Takes leave of the browsers and stops listening. */
    @Override
    public void close() {
        upstreamExecutor.shutdownNow();
        frameExecutor.shutdown();
        try {
            // What it is about to write comes before the farewell.
            if (!frameExecutor.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.debug("the page is still being brought up to date");
            }
            streams.close();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
        try {
            server.stop();
        } catch (Exception failure) {
            LOG.warn("the page's server did not stop as it should: {}", failure.toString());
        }
    }
}
