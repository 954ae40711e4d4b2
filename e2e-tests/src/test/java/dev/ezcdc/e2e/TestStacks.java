package dev.ezcdc.e2e;

import dev.ezcdc.infra.run.EmbeddedStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stacks for tests: free ports, a home of their own that goes with them. */
final class TestStacks {

    private TestStacks() {}

    /** The project's folder. */
    static Path root() {
        return Path.of(System.getProperty("ezcdc.root", ".."));
    }

    /** Settings of an embedded stack in a new folder. */
    static EmbeddedStack.Settings embedded(Path home) {
        return EmbeddedStack.Settings.of(home, root().resolve("infra/servers"))
                .withPorts(0, 0, 0)
                .withProgress(line -> System.out.println("stack: " + line));
    }

    static Path newHome() {
        try {
            return Files.createTempDirectory("ezcdc-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
