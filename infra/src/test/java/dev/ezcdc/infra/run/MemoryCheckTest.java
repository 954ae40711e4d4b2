package dev.ezcdc.infra.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.Topology;
import dev.ezcdc.infra.os.AvailableMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryCheckTest {
    private static final Topology CLUSTER = new Topology(3, 2, true);

    @TempDir
    private Path directory;

    @Test
    void tooLittleMemoryIsRefusedWithBothNumbers() throws IOException {
        assertThatThrownBy(() -> check("MemTotal: 2000000 kB\nMemAvailable:   1048576 kB\n")
                        .require(CLUSTER, 0))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("needs about 1650 MiB")
                .hasMessageContaining("1024 MiB are available");
    }

    @Test
    void enoughMemoryIsAccepted() throws IOException {
        MemoryCheck check = check("MemAvailable:   4194304 kB\n");

        assertThatCode(() -> check.require(CLUSTER, 0)).doesNotThrowAnyException();
    }

    @Test
    void singleServersNeedLess() throws IOException {
        MemoryCheck check = check("MemAvailable:   1048576 kB\n");

        assertThatCode(() -> check.require(Topology.SINGLE, 0)).doesNotThrowAnyException();
    }

    @Test
    void systemWithoutThisFileIsNotChecked() {
        MemoryCheck check = new MemoryCheck(new AvailableMemory(directory.resolve("missing")));

        assertThatCode(() -> check.require(CLUSTER, 0)).doesNotThrowAnyException();
    }

    private MemoryCheck check(String meminfo) throws IOException {
        return new MemoryCheck(new AvailableMemory(Files.writeString(directory.resolve("meminfo"), meminfo)));
    }
}
