package dev.ezcdc.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackagesTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/ezcdc/loadgen");
    private static final int MAX_CLASSES = 20;

    /** Packages in the order in which they may use each other; the empty name is {@code dev.ezcdc.loadgen}. */
    private static final List<String> ORDER = List.of("", "catalog", "values", "checks", "rows", "run", "cli");

    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?dev\\.ezcdc\\.loadgen\\.(?:([a-z]+)\\.)?[A-Z]", Pattern.MULTILINE);

    @Test
    void packagesUseOnlyEarlierPackages() throws IOException {
        for (int i = 0; i < ORDER.size(); i++) {
            Path folder = SOURCES.resolve(ORDER.get(i));
            assertThat(findImportedPackages(folder)).as("imports in %s", folder).isSubsetOf(ORDER.subList(0, i + 1));
        }
    }

    @Test
    void orderContainsEveryPackage() throws IOException {
        try (Stream<Path> folders = Files.walk(SOURCES)) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(folder -> SOURCES.relativize(folder).toString()))
                    .containsExactlyInAnyOrderElementsOf(ORDER);
        }
    }

    @Test
    void packagesHaveAtMost20Classes() throws IOException {
        for (String name : ORDER) {
            assertThat(listSources(SOURCES.resolve(name)))
                    .as("classes in package %s", name)
                    .hasSizeLessThanOrEqualTo(MAX_CLASSES);
        }
    }

    private static Set<String> findImportedPackages(Path folder) throws IOException {
        Set<String> packages = new TreeSet<>();
        for (Path file : listSources(folder)) {
            Matcher imports = IMPORT.matcher(Files.readString(file));
            while (imports.find()) {
                packages.add(imports.group(1) == null ? "" : imports.group(1));
            }
        }
        return packages;
    }

    private static List<Path> listSources(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList();
        }
    }
}
