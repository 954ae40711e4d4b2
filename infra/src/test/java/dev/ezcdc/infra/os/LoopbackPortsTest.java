package dev.ezcdc.infra.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {
    @Test
    void findsOwnerOfPortInUse() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();

            assertThat(LoopbackPorts.isFree(port)).isFalse();
            assertThat(LoopbackPorts.findOwner(port)).hasValueSatisfying(owner -> assertThat(owner)
                    .contains("process " + ProcessHandle.current().pid()));
        }
    }

    @Test
    void freePortsAreDistinctAndBelowEphemeralPorts() {
        List<Integer> ports = LoopbackPorts.findFree(5);

        assertThat(ports).hasSize(5).doesNotHaveDuplicates().allMatch(port -> port < 32_768);
    }

    @Test
    void findsOnlyListeningSocketsOfThePort() {
        List<String> table = List.of(
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
                "   0: 0100007F:1F93 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0 0",
                "   1: 0100007F:1F93 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 100 0 0",
                "   2: 0100007F:D888 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0 100 0 0");

        assertThat(LoopbackPorts.findListeningSockets(table, 8083)).containsExactly("socket:[4711]");
        assertThat(LoopbackPorts.findListeningSockets(table, 9999)).isEmpty();
    }
}
