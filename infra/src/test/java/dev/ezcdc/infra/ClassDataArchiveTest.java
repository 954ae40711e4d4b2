package dev.ezcdc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassDataArchiveTest {
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC");

    @TempDir
    private Path folder = Path.of("");

    private List<Path> jars = List.of();

    @BeforeEach
    void jar() throws IOException {
        jars = List.of(Files.writeString(folder.resolve("a.jar"), "a"));
    }

    @Test
    void isForOneClassPathOneJvmAndOneSetOfOptions() throws IOException {
        Path file = ClassDataArchive.of(folder, jars, JAVA_HOME, OPTIONS).file();

        assertThat(ClassDataArchive.of(folder, jars, JAVA_HOME, OPTIONS).file()).isEqualTo(file);
        assertThat(ClassDataArchive.of(folder, jars, JAVA_HOME, List.of()).file())
                .isNotEqualTo(file);
        assertThat(ClassDataArchive.of(folder, jars, folder, OPTIONS).file()).isNotEqualTo(file);
        Files.writeString(folder.resolve("a.jar"), "another");
        assertThat(ClassDataArchive.of(folder, jars, JAVA_HOME, OPTIONS).file()).isNotEqualTo(file);
    }

    @Test
    void isMovedIntoPlaceWhenItWasWritten() throws IOException {
        ClassDataArchive archive = ClassDataArchive.of(folder, jars, JAVA_HOME, OPTIONS);
        Files.writeString(archive.temporary(), "classes");
        assertThat(archive.exists()).isFalse();

        ClassDataArchive.keep(archive.temporary().toString());

        assertThat(archive.exists()).isTrue();
        assertThat(archive.temporary()).doesNotExist();
    }

    @Test
    void isNotThereWhenTheJvmWroteNothing() throws IOException {
        ClassDataArchive archive = ClassDataArchive.of(folder, jars, JAVA_HOME, OPTIONS);
        ClassDataArchive.keep(archive.temporary().toString());
        ClassDataArchive.keep(null);
        Files.createFile(archive.temporary());
        ClassDataArchive.keep(archive.temporary().toString());

        assertThat(archive.exists()).isFalse();
    }
}
