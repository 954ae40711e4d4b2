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
 * Serves a dashboard of a running consumer, on the loopback address only. Neither slow browsers nor many of them delay the
 * consumer. Thread-safe.
 */
public final class DashboardServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DashboardServer.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final long FRAME_INTERVAL_MILLIS = 1000 / FrameBuilder.FRAMES_PER_SECOND;
    private static final long IDLE_TIMEOUT_MILLIS = 30_000;

    private final Server server;
    private final ServerConnector connector;
    private final EventBroadcaster broadcaster = new EventBroadcaster();
    private final FrameBuilder frameBuilder;
    private final UpstreamStatus upstream;
    private final ScheduledExecutorService frameExecutor = newExecutor("ezcdc-dashboard-frames");
    private final ScheduledExecutorService upstreamExecutor = newExecutor("ezcdc-dashboard-upstream");
    private volatile List<UpstreamStatus.Fact> facts = List.of();

    private DashboardServer(int port, PipelineMonitor monitor, UpstreamStatus upstream) {
        this.frameBuilder = new FrameBuilder(monitor, Clock.systemUTC());
        this.upstream = upstream;
        QueuedThreadPool threads = new QueuedThreadPool(8, 2);
        threads.setName("ezcdc-dashboard");
        threads.setDaemon(true);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_TIMEOUT_MILLIS);
        server.addConnector(connector);
        server.setHandler(new DashboardHandler(broadcaster));
        server.setStopTimeout(0);
    }

    /**
     * Starts the server.
     *
     * @param port the port; 0 picks a free one, which {@link #url()} contains
     * @param monitor the listener registered with the consumer
     * @param upstream reports the state of the pipeline upstream of the consumer
     * @throws BindException if the port cannot be bound; the message contains it
     * @throws IOException if the server cannot start for another reason
     */
    public static DashboardServer open(int port, PipelineMonitor monitor, UpstreamStatus upstream) throws IOException {
        DashboardServer dashboard = new DashboardServer(port, monitor, upstream);
        try {
            dashboard.server.start();
        } catch (Exception failure) {
            dashboard.close();
            throw describeFailure(port, failure);
        }
        dashboard.startUpdates();
        return dashboard;
    }

    private void startUpdates() {
        // The futures are not needed: both tasks run until shutdown and report their failures.
        Future<?> unused = frameExecutor.scheduleAtFixedRate(
                this::sendFrame, FRAME_INTERVAL_MILLIS, FRAME_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        unused = upstreamExecutor.scheduleWithFixedDelay(this::pollUpstream, 0, 1, TimeUnit.SECONDS);
    }

    private static IOException describeFailure(int port, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException portInUse) {
                BindException named =
                        new BindException("cannot bind port " + port + " for the dashboard: " + portInUse.getMessage());
                named.initCause(failure);
                return named;
            }
        }
        return new IOException("cannot start the dashboard: " + failure.getMessage(), failure);
    }

    /** Returns the dashboard's address. */
    public URI url() {
        return URI.create("http://localhost:" + connector.getLocalPort() + "/");
    }

    private void sendFrame() {
        try {
            DashboardFrame frame = frameBuilder.buildFrame(facts);
            List<History.Second> history = frameBuilder.history();
            if (!broadcaster.isEmpty()) {
                History.Second second = frameBuilder.isSecondComplete() ? history.get(history.size() - 1) : null;
                broadcaster.send(frame, second, history);
            }
        } catch (RuntimeException failure) {
            // The message could contain row values, so it is logged at debug level only.
            LOG.error("dashboard update failed: {}", failure.getClass().getName());
            LOG.debug("dashboard update failed", failure);
        }
    }

    private void pollUpstream() {
        if (broadcaster.isEmpty()) {
            return;
        }
        try {
            facts = upstream.fetchFacts().stream()
                    .map(UpstreamStatus.Fact::escape)
                    .toList();
        } catch (Exception failure) { // shown on the dashboard; the next poll may succeed
            LOG.debug("upstream status unavailable", failure);
            facts = List.of(
                    new UpstreamStatus.Fact(UpstreamStatus.Station.DATABASE, "state", "unavailable, retrying", true));
        }
    }

    private static ScheduledExecutorService newExecutor(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Sends browsers a final event and stops the server. */
    @Override
    public void close() {
        upstreamExecutor.shutdownNow();
        frameExecutor.shutdown();
        try {
            // A frame being sent must precede the final event.
            if (!frameExecutor.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.debug("a dashboard update is still running");
            }
            broadcaster.close();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
        try {
            server.stop();
        } catch (Exception failure) {
            LOG.warn("dashboard server did not stop cleanly: {}", failure.toString());
        }
    }
}
