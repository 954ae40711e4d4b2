package dev.ezcdc.e2e.support;

import dev.ezcdc.infra.run.EmbeddedStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stacks for tests: free ports, a home of their own that goes with them. */
public final class TestStacks {

    private TestStacks() {}

    /** The project's folder. */
    public static Path projectRoot() {
        return Path.of(System.getProperty("ezcdc.root", ".."));
    }

    /** Settings of an embedded stack in a new folder. */
    public static EmbeddedStack.Settings settings(Path home) {
        return EmbeddedStack.Settings.of(home, projectRoot().resolve("infra/servers"))
                .withPorts(0, 0, 0)
                .withProgress(line -> System.out.println("stack: " + line));
    }

    public static Path newHome() {
        try {
            return Files.createTempDirectory("ezcdc-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
