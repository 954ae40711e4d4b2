package dev.ezcdc.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.loadgen.Burst;
import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.LoadOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnreachableServerTest {

    @Test
    void reportsAddressOfUnreachableServer() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        LoadOptions options = LoadOptions.builder(
                        "jdbc:postgresql://127.0.0.1:" + port + "/nowhere?password=secret",
                        "me",
                        "secret",
                        Burst.parse("1x1"))
                .retryTimeout(Duration.ofSeconds(3))
                .build();
        StringBuffer notices = new StringBuffer();
        LoadListener listener = new LoadListener() {
            @Override
            public void onNotice(String message) {
                notices.append(message);
            }
        };
        LoadGenerator generator = new LoadGenerator(options, listener, new ManualClock(0));
        assertThatThrownBy(generator::run)
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("127.0.0.1:" + port + "/nowhere")
                .hasMessageNotContaining("secret");
        assertThat(notices.toString()).contains("127.0.0.1:" + port);
    }
}
