package dev.ezcdc.infra.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.ezcdc.infra.ClientSecurity;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections to an HTTPS server that answers like Kafka Connect, with certificates of every kind. */
class ConnectLoginTest {
    private static final String PASSWORD = "m4rked-password";

    @TempDir
    private static Path directory;

    private static KeyTool keyTool = new KeyTool(Path.of(""));

    @BeforeAll
    static void createAuthorities() throws Exception {
        keyTool = new KeyTool(Files.writeString(directory.resolve("store"), "store-password\n"));
        for (String name : List.of("ours", "other")) {
            keyTool.createAuthority(directory.resolve(name));
            KeyStore store = keyTool.open(directory.resolve(name));
            Files.writeString(directory.resolve(name + ".pem"), Pem.ofCertificates(store.getCertificate("ca")));
        }
    }

    @Test
    void loginAndTrustedCertificateAreAccepted() throws Exception {
        try (Server server = new Server(List.of("127.0.0.1"), -1, 2)) {
            assertThat(server.client("https", "ours", PASSWORD).listConnectors())
                    .containsExactly("a");
        }
    }

    @Test
    void eachWrongCertificateHasOneClearMessage() throws Exception {
        try (Server server = new Server(List.of("127.0.0.1"), -1, 2)) {
            assertFails(server.client("https", "other", PASSWORD))
                    .hasMessageContaining("not signed by a trusted authority");
            assertFails(server.client("https", null, PASSWORD)).hasMessageContaining("--connect-ca");
        }
        try (Server server = new Server(List.of("db.example", "localhost"), -1, 2)) {
            assertFails(server.client("https", "ours", PASSWORD)).hasMessageContaining("for another host name");
        }
        try (Server server = new Server(List.of("127.0.0.1"), -3, 2)) {
            assertFails(server.client("https", "ours", PASSWORD)).hasMessageContaining("has expired (NotAfter:");
        }
        try (Server server = new Server(List.of("127.0.0.1"), 2, 2)) {
            assertFails(server.client("https", "ours", PASSWORD)).hasMessageContaining("is not valid yet");
        }
    }

    @Test
    void wrongPasswordAndMissingUserAreRejectedLogins() throws Exception {
        try (Server server = new Server(List.of("127.0.0.1"), -1, 2)) {
            assertFails(server.client("https", "ours", "m4rked-wrong"))
                    .hasMessageContaining("rejects the login: user me or the password is wrong");
            assertFails(server.client("https", "ours", null)).hasMessageContaining("Set --connect-user");
        }
    }

    @Test
    void mixedUpProtocolsAreNamed() throws Exception {
        try (Server server = new Server(List.of("127.0.0.1"), -1, 2)) {
            assertFails(server.client("http", "ours", PASSWORD)).hasMessageContaining("its URL starts with https");
        }
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            new Thread(() -> refuse(plain)).start();
            assertFails(client("https", plain.getLocalPort(), "ours", PASSWORD))
                    .hasMessageContaining("does not use TLS");
        }
    }

    /** Answers one connection as Jetty does, whatever it sends. */
    private static void refuse(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getInputStream().read();
            client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AbstractThrowableAssert<?, ?> assertFails(ConnectClient client) {
        AbstractThrowableAssert<?, ?> failure =
                assertThatThrownBy(client::listConnectors).isInstanceOf(StackException.class);
        failure.message().hasLineCount(1).doesNotContain("m4rked");
        return failure;
    }

    private static ConnectClient client(
            String scheme, int port, @Nullable String authority, @Nullable String password) {
        ClientSecurity security = new ClientSecurity(
                Map.of(),
                password == null ? null : "me",
                password,
                authority == null ? null : directory.resolve(authority + ".pem"));
        return ConnectClient.of(new Endpoints(
                "jdbc:postgresql://127.0.0.1/x",
                "u",
                "p",
                "k:1",
                URI.create(scheme + "://127.0.0.1:" + port),
                security));
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String expected =
                "Basic " + Base64.getEncoder().encodeToString(("me:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        boolean isKnown = expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = "[\"a\"]".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(isKnown ? 200 : 401, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** A server whose certificate has these names and this validity. */
    private static final class Server implements AutoCloseable {
        private final HttpsServer server;

        Server(List<String> names, int startDays, int days) throws Exception {
            Path file = directory.resolve("server.p12");
            keyTool.createServerCertificate(directory.resolve("ours"), file, names, startDays, days);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keyTool.open(file), "store-password".toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
            server.createContext("/", ConnectLoginTest::answer);
            server.start();
        }

        ConnectClient client(String scheme, @Nullable String authority, @Nullable String password) {
            return ConnectLoginTest.client(scheme, server.getAddress().getPort(), authority, password);
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
