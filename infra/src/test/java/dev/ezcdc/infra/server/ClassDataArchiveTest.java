package dev.ezcdc.infra.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassDataArchiveTest {
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC");

    @TempDir
    private Path directory = Path.of("");

    private List<Path> jars = List.of();

    @BeforeEach
    void createJar() throws IOException {
        jars = List.of(Files.writeString(directory.resolve("a.jar"), "a"));
    }

    @Test
    void idDependsOnJarsJvmAndOptions() throws IOException {
        String id = ClassDataArchive.computeId(jars, JAVA_HOME, OPTIONS);

        assertThat(ClassDataArchive.computeId(jars, JAVA_HOME, OPTIONS)).isEqualTo(id);
        assertThat(ClassDataArchive.computeId(jars, JAVA_HOME, List.of())).isNotEqualTo(id);
        assertThat(ClassDataArchive.computeId(jars, directory, OPTIONS)).isNotEqualTo(id);
        Files.writeString(directory.resolve("a.jar"), "another");
        assertThat(ClassDataArchive.computeId(jars, JAVA_HOME, OPTIONS)).isNotEqualTo(id);
    }

    @Test
    void findsArchiveAfterItIsPublished() throws IOException {
        assertThat(archive().file()).isNull();
        Path temporary = archive().temporary();
        Files.writeString(temporary, "classes");
        assertThat(archive().file()).isNull();

        ClassDataArchive.publish(temporary);

        assertThat(archive().file()).hasContent("classes");
        assertThat(temporary).doesNotExist();
    }

    @Test
    void ignoresTruncatedArchive() throws IOException {
        Path temporary = archive().temporary();
        Files.writeString(temporary, "classes");
        ClassDataArchive.publish(temporary);

        Files.writeString(Objects.requireNonNull(archive().file()), "cla");

        assertThat(archive().file()).isNull();
    }

    @Test
    void ignoresMissingOrEmptyTemporaryFile() throws IOException {
        ClassDataArchive.publish(archive().temporary());
        ClassDataArchive.publish(Files.createFile(archive().temporary()));

        assertThat(archive().file()).isNull();
    }

    private ClassDataArchive archive() {
        return ClassDataArchive.forJvm(directory, jars, JAVA_HOME, OPTIONS);
    }
}
