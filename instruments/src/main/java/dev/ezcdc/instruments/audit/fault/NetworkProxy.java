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
 * TCP connections handed on to a port of this machine, which can be cut, delayed, or left hanging half open. Thread-safe;
 * ends its threads when it is closed.
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

    /** One that has two ends. A link that is forsaken is told of nothing any more, and its far end is closed. */
    private final Set<Link> halfOpenLinks = ConcurrentHashMap.newKeySet();

    /** A proxy on a free port of the loopback address. */
    public static NetworkProxy forPort(int target) throws IOException {
        NetworkProxy proxy = new NetworkProxy(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), target);
        proxy.threads.execute(proxy::accept);
        return proxy;
    }

    private NetworkProxy(ServerSocket server, int target) {
        this.server = server;
        this.targetPort = target;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Breaks all connections; new ones are let through, or refused until {@link #restore}. */
    public void cut(boolean refuseNew) {
        refusesNew = refuseNew;
        links.forEach(NetworkProxy::reset);
    }

    /** Every piece of data waits that long, in both directions, before it is handed on. */
    public void delay(long millis) {
        delayNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** The server's ends are closed, of which the client hears nothing; new connections are let through. */
    public void makeHalfOpen() {
        for (Link link : links) {
            halfOpenLinks.add(link);
            close(link.server());
        }
    }

    /** No delay, nothing refused; what was cut or forsaken stays so. */
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
                threads.execute(() -> link(client));
            } catch (IOException e) {
                // Closed, which ends the loop; or a client that went away again.
                continue;
            }
        }
    }

    private void link(Socket client) {
        Socket far = new Socket();
        try {
            far.connect(new InetSocketAddress("127.0.0.1", targetPort), 5000);
            client.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
        } catch (IOException e) {
            close(client); // as the server itself would have it
            close(far);
            return;
        }
        Link link = new Link(client, far);
        links.add(link);
        threads.execute(() -> copy(link, client, far));
        threads.execute(() -> copy(link, far, client));
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
            // The connection is over: so is its other half, below.
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
            // Closed already, which is what comes next.
        }
        close(link.client());
        close(link.server());
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // There is nothing to be done about a socket that does not close.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        links.forEach(NetworkProxy::reset);
        threads.shutdownNow();
    }
}
