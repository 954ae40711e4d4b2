package dev.ezcdc.loadgen.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy between a client and a server that cuts the connection at every third message that contains a given text,
 * alternately before the server receives it and after the server has answered it.
 */
final class CuttingProxy implements AutoCloseable {

    private final ServerSocket serverSocket;
    private final int targetPort;
    private final byte[] pattern;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger matches = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();

    CuttingProxy(int targetPort, String pattern) throws IOException {
        this.serverSocket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.targetPort = targetPort;
        this.pattern = pattern.getBytes(StandardCharsets.UTF_8);
        threads.submit(this::accept);
    }

    int port() {
        return serverSocket.getLocalPort();
    }

    int cuts() {
        return cuts.get();
    }

    private Void accept() throws IOException {
        while (true) {
            Socket client = serverSocket.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), targetPort);
            CutState cut = new CutState();
            threads.submit(() -> pump(client, server, cut, true));
            threads.submit(() -> pump(server, client, cut, false));
        }
    }

    /** The state of one proxied connection: true if it is cut at the next answer, which is dropped. */
    private static final class CutState {
        private volatile boolean atAnswer;
    }

    private Void pump(Socket from, Socket to, CutState cut, boolean fromClient) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[65_536];
            int length = in.read(buffer);
            while (length >= 0) {
                if (!fromClient && cut.atAnswer) {
                    return null;
                }
                if (fromClient && matchesText(buffer, length)) {
                    int number = matches.incrementAndGet();
                    if (number % 3 == 0) {
                        cuts.incrementAndGet();
                        if (number % 2 == 0) {
                            return null;
                        }
                        cut.atAnswer = true;
                    }
                }
                out.write(buffer, 0, length);
                length = in.read(buffer);
            }
            return null;
        }
    }

    private boolean matchesText(byte[] buffer, int length) {
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1)
                .contains(new String(pattern, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        serverSocket.close();
        threads.shutdownNow();
    }
}
