package dev.ezcdc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CliReferenceTest {

    private static final String WRITE = "ezcdc.reference.write";
    private static final String REGENERATE = "mvn test -pl cli -Dtest=CliReferenceTest -D" + WRITE + "=true"
            + " -Dsurefire.failIfNoSpecifiedTests=false";

    @Test
    void committedReferenceIsCurrent() throws IOException {
        Path file = TestCommandLine.projectRoot().resolve("docs/reference/cli.md");
        String reference = CliReference.of(TestCommandLine.create());
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(file, reference);
        }
        assertThat(file)
                .as("docs/reference/cli.md does not match the commands. Regenerate it: " + REGENERATE)
                .content()
                .isEqualTo(reference);
    }
}
