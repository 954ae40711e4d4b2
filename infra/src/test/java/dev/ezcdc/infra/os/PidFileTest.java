package dev.ezcdc.infra.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
    private static final long OWN_PID = ProcessHandle.current().pid();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void readsWrittenFile() {
        PidFile written =
                new PidFile(OWN_PID, OsProcess.startToken(OWN_PID).orElseThrow(), 29092, "/some/archive", 9404);
        written.write(directory.resolve("pid"));

        assertThat(PidFile.read(directory.resolve("pid"))).contains(written);
        assertThat(written.isAlive()).isTrue();
    }

    @Test
    void reusedIdIsNotAlive() {
        assertThat(new PidFile(OWN_PID, "started at another time", 1, null, null).isAlive())
                .isFalse();
    }

    @Test
    void endedProcessIsNotAlive() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        PidFile file =
                new PidFile(process.pid(), OsProcess.startToken(process.pid()).orElseThrow(), 1, null, null);
        assertThat(file.isAlive()).isTrue();

        process.destroyForcibly().waitFor();

        assertThat(file.isAlive()).isFalse();
    }

    @Test
    void readsNothingFromMissingOrMalformedFile() throws IOException {
        assertThat(PidFile.read(directory.resolve("none"))).isEmpty();
        assertThat(PidFile.read(Files.writeString(directory.resolve("malformed"), "pid=12x\nport=")))
                .isEmpty();
        assertThat(PidFile.read(Files.writeString(directory.resolve("empty"), "")))
                .isEmpty();
    }
}
