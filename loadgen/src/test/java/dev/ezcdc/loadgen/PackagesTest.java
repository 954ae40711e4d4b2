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

    /** Along one statement's way; the first is this package. */
    private static final List<String> ORDER = List.of("", "catalogue", "values", "rows", "run", "cli");

    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?dev\\.ezcdc\\.loadgen\\.(?:([a-z]+)\\.)?[A-Z]", Pattern.MULTILINE);

    @Test
    void eachPackageKnowsOnlyThoseBeforeIt() throws IOException {
        for (int place = 0; place < ORDER.size(); place++) {
            Path folder = SOURCES.resolve(ORDER.get(place));
            assertThat(known(folder)).as("imports in %s", folder).isSubsetOf(ORDER.subList(0, place + 1));
        }
    }

    @Test
    void everyPackageHasItsPlace() throws IOException {
        try (Stream<Path> folders = Files.walk(SOURCES)) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(folder -> SOURCES.relativize(folder).toString()))
                    .containsExactlyInAnyOrderElementsOf(ORDER);
        }
    }

    private static Set<String> known(Path folder) throws IOException {
        Set<String> known = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher imports = IMPORT.matcher(Files.readString(file));
                while (imports.find()) {
                    known.add(imports.group(1) == null ? "" : imports.group(1));
                }
            }
        }
        return known;
    }
}
