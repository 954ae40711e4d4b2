package dev.ezcdc.e2e.support;

import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.infra.run.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Settings and directories of embedded stacks for tests. */
public final class TestStacks {

    private TestStacks() {}

    /** Returns the project directory. */
    public static Path projectRoot() {
        return Path.of(System.getProperty("ezcdc.root", ".."));
    }

    /** Returns settings of an embedded stack in the given directory, on free ports. */
    public static StackSettings settings(Path home) {
        return StackSettings.of(home, projectRoot().resolve("infra/servers"))
                .withPorts(0, 0, 0)
                .withProgress(line -> System.out.println("stack: " + line));
    }

    /** Creates a temporary directory. {@link EmbeddedStack#deleteData()} deletes the data of a stack in it. */
    public static Path newHome() {
        try {
            return Files.createTempDirectory("ezcdc-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
