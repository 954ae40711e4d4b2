package dev.ezcdc.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackagesTest {

    private static final Path SOURCES =
            Path.of(System.getProperty("ezcdc.root", "..")).resolve("consumer/src/main/java/dev/ezcdc/consumer");
    private static final Pattern IMPORT = Pattern.compile("import dev\\.ezcdc\\.consumer\\.(?:([a-z]+)\\.)?[A-Z].*");

    /** What each may know; the empty name is the package of the loop. */
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "cli", Set.of("", "deadletter", "format", "kafka", "metrics", "safety", "watch"),
            "watch", Set.of("", "format", "safety"),
            "metrics", Set.of(""),
            "format", Set.of("", "safety"),
            "", Set.of("deadletter", "kafka", "safety"),
            "deadletter", Set.of("kafka", "safety"),
            "kafka", Set.of(),
            "safety", Set.of());

    static Stream<String> packages() throws IOException {
        List<String> folders;
        try (Stream<Path> paths = Files.list(SOURCES)) {
            folders = paths.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        }
        return Stream.concat(Stream.of(""), folders.stream());
    }

    @ParameterizedTest
    @MethodSource("packages")
    void packagesKnowEachOtherInOneDirection(String name) throws IOException {
        Set<String> imported;
        try (Stream<Path> files = Files.list(SOURCES.resolve(name))) {
            imported = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(PackagesTest::lines)
                    .map(IMPORT::matcher)
                    .filter(line -> line.matches())
                    .map(line -> line.group(1) == null ? "" : line.group(1))
                    .collect(Collectors.toSet());
        }
        assertThat(KNOWN).containsKey(name);
        assertThat(KNOWN.get(name)).containsAll(imported);
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
