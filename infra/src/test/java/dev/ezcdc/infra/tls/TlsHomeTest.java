package dev.ezcdc.infra.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.infra.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsHomeTest {
    private final Path home;

    TlsHomeTest(@TempDir Path directory) {
        this.home = directory.resolve("a home, with ë");
    }

    @Test
    void onlyTheOwnerCanReadTheFiles() throws IOException {
        TlsHome tls = TlsHome.create(home);
        tls.prepare(true, line -> {});

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tls.directory())))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(tls.directory())) {
            assertThat(files).hasSizeGreaterThan(8).allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
        assertThat(tls.clientSecurity().toString())
                .doesNotContain(Files.readString(tls.directory().resolve("kafka.password"))
                        .strip())
                .doesNotContain(Files.readString(tls.directory().resolve("connect.password"))
                        .strip());
    }

    @Test
    void homeKeepsItsFiles() throws IOException {
        TlsHome tls = TlsHome.create(home);
        byte[] store = Files.readAllBytes(tls.directory().resolve("server.p12"));
        Files.createDirectories(home.resolve("postgres"));

        assertThat(TlsHome.create(home)).isEqualTo(tls);
        assertThat(TlsHome.find(home)).contains(tls);
        assertThat(tls.directory().resolve("server.p12")).hasBinaryContent(store);
    }

    @Test
    void stackWithDataCannotChangeToTls() throws IOException {
        Files.createDirectories(home.resolve("kafka"));

        assertThatThrownBy(() -> TlsHome.create(home))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("--fresh --tls");
        assertThat(TlsHome.find(home)).isEmpty();
    }

    @Test
    void certificateThatEndsSoonIsReportedAndRenewedWhenTheServersStart() {
        TlsHome tls = TlsHome.create(home);
        List<String> progress = new ArrayList<>();
        assertThat(tls.findExpiryProblem()).isEmpty();

        tls.issueCertificate(29);
        assertThat(tls.findExpiryProblem().orElseThrow()).contains("expires on", "./cdc up");
        tls.prepare(false, progress::add);
        assertThat(progress).isEmpty();
        tls.prepare(true, progress::add);

        assertThat(progress).hasSize(1);
        assertThat(tls.findExpiryProblem()).isEmpty();
        assertThat(tls.certificateEnd()).isAfter(Instant.now().plus(Duration.ofDays(390)));
    }
}
