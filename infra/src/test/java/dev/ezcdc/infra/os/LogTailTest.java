package dev.ezcdc.infra.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @Test
    void shortensLogAndEscapesControlCharacters(@TempDir Path directory) throws IOException {
        Path log = directory.resolve("log");
        Files.writeString(log, "old\n".repeat(100) + "red \u001b[31m\u202e\nlast\n");

        assertThat(LogTail.read(log).lines()).hasSize(8);
        assertThat(LogTail.read(log)).endsWith("  red \\u001b[31m\\u202e\n  last");
    }
}
