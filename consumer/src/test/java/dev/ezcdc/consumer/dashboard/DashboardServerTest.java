package dev.ezcdc.consumer.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.consumer.format.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardServerTest {

    private final Feed feed = new Feed();
    private final PipelineMonitor monitor = new PipelineMonitor();
    private final List<Socket> sockets = new ArrayList<>();
    private DashboardServer dashboard = open();

    private DashboardServer open() {
        try {
            return DashboardServer.open(0, monitor, UpstreamStatus.UNKNOWN);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void checkOpen() {
        assertThat(dashboard.url().getPort()).isPositive();
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        dashboard.close();
    }

    private Socket send(String request) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), dashboard.url().getPort());
        sockets.add(socket);
        socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private String get(String path, String host, String... headers) throws IOException {
        return request("GET", path, host, headers);
    }

    private String request(String method, String path, String host, String... headers) throws IOException {
        String more = List.of(headers).stream().map(header -> header + "\r\n").collect(Collectors.joining());
        return reader(send(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + more
                        + "Connection: close\r\n\r\n"))
                .lines()
                .collect(Collectors.joining("\n"));
    }

    /** Reads an event stream up to the first line that contains {@code part}, and returns that line. */
    private static String readUntil(BufferedReader events, String part) throws IOException {
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.contains(part)) {
                return line;
            }
        }
        throw new IOException("the stream ended without " + part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page.css", "/main.js", "/vendor/uplot/uPlot.esm.js", "/no-such-file", "/events"})
    void sendsSecurityHeadersWithEveryResponse(String path) throws IOException {
        String answer = get(path, "localhost", "Sec-Fetch-Site: cross-site");
        assertThat(answer)
                .contains("Content-Security-Policy: default-src 'none'; script-src 'self';")
                .contains("require-trusted-types-for 'script'")
                .contains("X-Content-Type-Options: nosniff")
                .doesNotContain("unsafe-inline", "Server:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8090", "10.0.0.1"})
    void rejectsForeignHostNames(String host) throws IOException {
        assertThat(get("/", host).lines().findFirst().orElseThrow()).contains("421");
        assertThat(get("/events", host).lines().findFirst().orElseThrow()).contains("421");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8090", "127.0.0.1", "127.0.0.1:1", "[::1]:8090"})
    void acceptsLoopbackHostNames(String host) throws IOException {
        assertThat(get("/", host)).startsWith("HTTP/1.1 200").contains("<title>ez-cdc</title>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../PipelineMonitor.class",
                "/%2e%2e/PipelineMonitor.class",
                "/vendor",
                "/page/index.html",
                "//etc/passwd",
                "/index.html/"
            })
    void servesOnlyTheDashboardsFiles(String path) throws IOException {
        assertThat(get(path, "localhost")).containsPattern("^HTTP/1.1 4\\d\\d");
    }

    @Test
    void rejectsPostsAndCrossSiteStreams() throws IOException {
        assertThat(request("POST", "/events", "localhost", "Content-Length: 0")).startsWith("HTTP/1.1 405");
        assertThat(get("/events", "localhost", "Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 403");
    }

    @Test
    void streamsHistoryThenFramesThenAnEndEvent() throws IOException {
        BufferedReader events = reader(send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        readUntil(events, "event: history");
        readUntil(events, "event: frame");
        monitor.onHandled(feed.create("customers", Samples.row("id", 1, "name", "alex")));
        assertThat(readUntil(events, "alex")).contains("\"total\":1", "\"operation\":\"create\"");
        readUntil(events, "event: second");
        dashboard.close();
        readUntil(events, "event: end");
    }

    @Test
    void stalledBrowsersDelayNeitherConsumerNorOthers() throws IOException {
        List<Socket> idle = new ArrayList<>();
        for (int i = 0; i < EventBroadcaster.MAX_STREAMS - 1; i++) {
            idle.add(send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        }
        String big = "x".repeat(10_000);
        BufferedReader events = reader(send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        for (int i = 1; i <= 20; i++) {
            for (int n = 0; n < 100; n++) {
                monitor.onHandled(feed.create("t" + n, Samples.row("id", i, "a", big, "b", big, "c", big)));
            }
            readUntil(events, "\"total\":" + i * 100);
        }
        assertThat(idle).hasSize(EventBroadcaster.MAX_STREAMS - 1);
        assertThat(get("/events", "localhost")).startsWith("HTTP/1.1 503");
    }

    @Test
    void acceptsANewBrowserAfterAnotherDisconnects() throws IOException {
        List<BufferedReader> browsers = new ArrayList<>();
        for (int i = 0; i < EventBroadcaster.MAX_STREAMS; i++) {
            browsers.add(reader(send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")));
        }
        for (BufferedReader browser : browsers) {
            readUntil(browser, "event: frame");
        }
        assertThat(get("/events", "localhost")).startsWith("HTTP/1.1 503");
        for (Socket socket : sockets) {
            socket.close();
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        reader(send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                                .readLine())
                .contains("200"));
    }

    @Test
    void errorNamesAPortInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> DashboardServer.open(other.getLocalPort(), monitor, UpstreamStatus.UNKNOWN))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining(Integer.toString(other.getLocalPort()));
        }
    }
}
