package dev.ezcdc.instruments.audit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkProxyTest {

    private ServerSocket server = new ServerSocket();
    private NetworkProxy proxy = NetworkProxy.forPort(1);

    NetworkProxyTest() throws IOException {}

    @BeforeEach
    void open() throws IOException {
        close();
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy = NetworkProxy.forPort(server.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void bytesPassInBothDirections() throws IOException {
        try (Socket client = connect();
                Socket far = server.accept()) {
            assertThat(sent(client, far)).isEqualTo("hello");
            assertThat(sent(far, client)).isEqualTo("hello");
        }
    }

    @Test
    void aCutIsSeenAtBothEnds() throws IOException {
        try (Socket client = connect();
                Socket far = server.accept()) {
            assertThat(sent(client, far)).isEqualTo("hello");
            proxy.cut(false);
            assertThatThrownBy(() -> ended(client)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> ended(far)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void halfOpenIsSeenByTheServerAlone() throws IOException {
        try (Socket client = connect();
                Socket far = server.accept()) {
            assertThat(sent(client, far)).isEqualTo("hello");
            proxy.makeHalfOpen();
            assertThat(far.getInputStream().read()).isEqualTo(-1);
            client.setSoTimeout(200);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            client.getOutputStream().write('x'); // nobody complains
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static String sent(Socket from, Socket to) throws IOException {
        from.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
        return new String(to.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
    }

    private static void ended(Socket socket) throws IOException {
        if (socket.getInputStream().read() < 0) {
            throw new IOException("ended");
        }
    }
}
