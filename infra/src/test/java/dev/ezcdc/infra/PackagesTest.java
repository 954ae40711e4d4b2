package dev.ezcdc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackagesTest {
    private static final int MAX_CLASSES = 20;
    private static final Path SOURCES =
            Path.of(System.getProperty("ezcdc.root", "..")).resolve("infra/src/main/java/dev/ezcdc/infra");
    /** Imports and qualified names alike. */
    private static final Pattern REFERENCE = Pattern.compile("dev\\.ezcdc\\.infra\\.(?:([a-z]+)\\.)?[A-Z]");

    /** The packages that each package may use; the empty name is {@code dev.ezcdc.infra} itself. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "", Set.of(),
            "os", Set.of(""),
            "profile", Set.of("", "os"),
            "tls", Set.of("", "os"),
            "server", Set.of("", "os", "tls"),
            "database", Set.of("", "os"),
            "connector", Set.of("", "os", "profile", "tls", "database"),
            "replication", Set.of("", "os", "server", "database"),
            "health", Set.of("", "os", "tls", "server", "database", "replication", "connector"),
            "run", Set.of("", "os", "profile", "tls", "server", "database", "replication", "connector", "health"));

    static Set<String> packages() {
        return ALLOWED.keySet();
    }

    @Test
    void everyPackageHasARule() throws IOException {
        try (Stream<Path> paths = Files.list(SOURCES)) {
            assertThat(paths.filter(Files::isDirectory)
                            .map(directory -> directory.getFileName().toString()))
                    .isSubsetOf(packages());
        }
    }

    @ParameterizedTest
    @MethodSource("packages")
    void usesOnlyAllowedPackages(String name) {
        Set<String> used = sources(name).stream()
                .flatMap(file -> REFERENCE.matcher(read(file)).results())
                .map(PackagesTest::packageName)
                .filter(other -> !other.equals(name))
                .collect(Collectors.toSet());

        assertThat(ALLOWED.get(name)).containsAll(used);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void hasFewClasses(String name) {
        assertThat(sources(name)).hasSizeLessThanOrEqualTo(MAX_CLASSES);
    }

    private static String packageName(MatchResult reference) {
        return reference.group(1) == null ? "" : reference.group(1);
    }

    private static List<Path> sources(String name) {
        try (Stream<Path> files = Files.list(SOURCES.resolve(name))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
