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
    void forwardsBytesInBothDirections() throws IOException {
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            assertThat(transfer(client, accepted)).isEqualTo("hello");
            assertThat(transfer(accepted, client)).isEqualTo("hello");
        }
    }

    @Test
    void cutBreaksBothEnds() throws IOException {
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            assertThat(transfer(client, accepted)).isEqualTo("hello");
            proxy.cut(false);
            assertThatThrownBy(() -> requireOpen(client)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> requireOpen(accepted)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void halfOpenConnectionClosesServerEndOnly() throws IOException {
        try (Socket client = connect();
                Socket accepted = server.accept()) {
            assertThat(transfer(client, accepted)).isEqualTo("hello");
            proxy.makeHalfOpen();
            assertThat(accepted.getInputStream().read()).isEqualTo(-1);
            client.setSoTimeout(200);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            client.getOutputStream().write('x'); // the client does not notice
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static String transfer(Socket from, Socket to) throws IOException {
        from.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
        return new String(to.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
    }

    private static void requireOpen(Socket socket) throws IOException {
        if (socket.getInputStream().read() < 0) {
            throw new IOException("end of stream");
        }
    }
}
