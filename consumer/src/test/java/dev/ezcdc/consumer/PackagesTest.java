package dev.ezcdc.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the dependencies among the module's packages in one direction. */
class PackagesTest {

    private static final Path REPOSITORY = Path.of(System.getProperty("ezcdc.root", ".."));
    private static final Path SOURCES = REPOSITORY.resolve("consumer/src/main/java/dev/ezcdc/consumer");

    /** Group 1 is the package below the root, if any, and group 2 the class. */
    private static final Pattern IMPORT =
            Pattern.compile("import (?:static )?dev\\.ezcdc\\.consumer\\.((?:[a-z]+\\.)*)([A-Z]\\w*).*");

    /**
     * The packages that each package may import, from the lowest to the highest. {@code API} stands for the types of the
     * root package except {@link ChangeConsumer}, which assembles the internal packages.
     */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("redact", Set.of()),
            Map.entry("internal.kafka", Set.of()),
            Map.entry("deadletter", Set.of("internal.kafka", "redact")),
            Map.entry("internal.connect", Set.of("API", "deadletter", "internal.kafka", "redact")),
            Map.entry("internal.process", Set.of("API", "deadletter", "internal.connect", "redact")),
            Map.entry(
                    "internal.poll",
                    Set.of("API", "deadletter", "internal.connect", "internal.kafka", "internal.process")),
            Map.entry("", Set.of("deadletter", "internal.connect", "internal.poll", "redact")),
            Map.entry("format", Set.of("API", "redact")),
            Map.entry("metrics", Set.of("API", "deadletter")),
            Map.entry("dashboard", Set.of("API", "deadletter", "format", "redact")),
            Map.entry(
                    "cli",
                    Set.of(
                            "API",
                            "ChangeConsumer",
                            "dashboard",
                            "deadletter",
                            "format",
                            "internal.kafka",
                            "metrics",
                            "redact")));

    static Stream<String> packages() throws IOException {
        try (Stream<Path> files = javaFiles(SOURCES)) {
            return files
                    .map(file -> SOURCES.relativize(file.getParent()).toString().replace('/', '.'))
                    .distinct()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("packages")
    void importsOnlyLowerPackages(String name) throws IOException {
        assertThat(ALLOWED).containsKey(name);
        Set<String> imported = new TreeSet<>();
        try (Stream<Path> files = Files.list(SOURCES.resolve(name.replace('.', '/')))) {
            files.filter(PackagesTest::isJava).forEach(file -> imported.addAll(imports(file)));
        }
        imported.remove(name);
        assertThat(ALLOWED.get(name)).containsAll(imported);
    }

    @Test
    void listsNoPackageThatDoesNotExist() throws IOException {
        assertThat(packages()).containsExactlyInAnyOrderElementsOf(ALLOWED.keySet());
    }

    @Test
    void otherModulesDoNotImportInternalPackages() throws IOException {
        for (Path module : modules()) {
            try (Stream<Path> files = javaFiles(module.resolve("src"))) {
                assertThat(files).allSatisfy(file -> assertThat(imports(file))
                        .noneMatch(imported -> imported.startsWith("internal")));
            }
        }
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(REPOSITORY)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("src")))
                    .filter(folder -> !folder.endsWith("consumer"))
                    .toList();
        }
    }

    private static Stream<Path> javaFiles(Path folder) throws IOException {
        return Files.walk(folder).filter(PackagesTest::isJava);
    }

    private static boolean isJava(Path file) {
        return file.toString().endsWith(".java");
    }

    private static Set<String> imports(Path file) {
        Set<String> imported = new TreeSet<>();
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher matcher = IMPORT.matcher(line);
                if (matcher.matches()) {
                    imported.add(toName(matcher.group(1), matcher.group(2)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return imported;
    }

    private static String toName(String packageName, String className) {
        if (packageName.isEmpty()) {
            return className.equals("ChangeConsumer") ? className : "API";
        }
        return packageName.substring(0, packageName.length() - 1);
    }
}
