package dev.ezcdc.instruments.audit.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Forwards TCP connections to a port of this machine, and can cut them, delay them, or leave them half open. Thread-safe.
 * Stops its threads when closed.
 */
public final class NetworkProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 16_384;

    private final ServerSocket server;
    private final int targetPort;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "network-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile long delayNanos;
    private volatile boolean refusesNew;

    private record Link(Socket client, Socket server) {}

    /** Links whose server end is closed without notice to the client. Data from either end is discarded. */
    private final Set<Link> halfOpenLinks = ConcurrentHashMap.newKeySet();

    /** Starts a proxy on a free port of the loopback address. */
    public static NetworkProxy forPort(int targetPort) throws IOException {
        NetworkProxy proxy = new NetworkProxy(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), targetPort);
        proxy.threads.execute(proxy::accept);
        return proxy;
    }

    private NetworkProxy(ServerSocket server, int targetPort) {
        this.server = server;
        this.targetPort = targetPort;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Breaks all connections. New ones are accepted, or refused until {@link #restore}. */
    public void cut(boolean refuseNew) {
        refusesNew = refuseNew;
        links.forEach(NetworkProxy::reset);
    }

    /** Delays all data in both directions. */
    public void delay(long millis) {
        delayNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Closes the server's ends of all connections without notice to the clients. New connections are accepted. */
    public void makeHalfOpen() {
        for (Link link : links) {
            halfOpenLinks.add(link);
            close(link.server());
        }
    }

    /** Ends the delay and accepts new connections. Broken and half-open connections do not recover. */
    public void restore() {
        delayNanos = 0;
        refusesNew = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (refusesNew) {
                    client.setSoLinger(true, 0);
                    close(client);
                    continue;
                }
                threads.execute(() -> connect(client));
            } catch (IOException e) {
                // Either this proxy was closed, which ends the loop, or the client disconnected.
                continue;
            }
        }
    }

    private void connect(Socket client) {
        Socket target = new Socket();
        try {
            target.connect(new InetSocketAddress("127.0.0.1", targetPort), 5000);
            client.setTcpNoDelay(true);
            target.setTcpNoDelay(true);
        } catch (IOException e) {
            close(client); // the client sees what a refusing server would cause
            close(target);
            return;
        }
        Link link = new Link(client, target);
        links.add(link);
        threads.execute(() -> copy(link, client, target));
        threads.execute(() -> copy(link, target, client));
    }

    private void copy(Link link, Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (delayNanos > 0) {
                    LockSupport.parkNanos(delayNanos);
                }
                if (!halfOpenLinks.contains(link)) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // The connection broke; the other half is closed below.
        }
        if (!halfOpenLinks.contains(link)) {
            links.remove(link);
            close(from);
            close(to);
        } else if (from == link.client()) {
            links.remove(link);
            halfOpenLinks.remove(link);
            close(from);
        }
    }

    private static void reset(Link link) {
        try {
            link.client().setSoLinger(true, 0);
            link.server().setSoLinger(true, 0);
        } catch (IOException e) {
            // Already closed; closing again below has no effect.
        }
        close(link.client());
        close(link.server());
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // A socket that cannot be closed needs no further handling.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        links.forEach(NetworkProxy::reset);
        threads.shutdownNow();
    }
}
