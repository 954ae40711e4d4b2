package dev.ezcdc.infra.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
    private static final long OURS = ProcessHandle.current().pid();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatIsWrittenIsRead() {
        PidFile written = new PidFile(OURS, OsProcess.startToken(OURS).orElseThrow(), 29092, "/some/archive");
        written.write(folder.resolve("pid"));

        assertThat(PidFile.read(folder.resolve("pid"))).contains(written);
        assertThat(written.isAlive()).isTrue();
    }

    @Test
    void reusedIdIsNotAlive() {
        assertThat(new PidFile(OURS, "started at another time", 1, null).isAlive())
                .isFalse();
    }

    @Test
    void endedProcessIsNotAlive() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        PidFile file =
                new PidFile(process.pid(), OsProcess.startToken(process.pid()).orElseThrow(), 1, null);
        assertThat(file.isAlive()).isTrue();

        process.destroyForcibly().waitFor();

        assertThat(file.isAlive()).isFalse();
    }

    @Test
    void missingOrGarbledFileMeansNothingRuns() throws IOException {
        assertThat(PidFile.read(folder.resolve("none"))).isEmpty();
        assertThat(PidFile.read(Files.writeString(folder.resolve("garbled"), "pid=12x\nport=")))
                .isEmpty();
        assertThat(PidFile.read(Files.writeString(folder.resolve("empty"), ""))).isEmpty();
    }
}
