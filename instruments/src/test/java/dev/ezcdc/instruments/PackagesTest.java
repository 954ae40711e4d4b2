package dev.ezcdc.instruments;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackagesTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/ezcdc/instruments");
    private static final int MAX_CLASSES = 20;

    /** Each package and those that it may use. */
    private static final List<Map.Entry<String, Set<String>>> PACKAGES = List.of(
            entry("report", Set.of()),
            entry("ledger", Set.of()),
            entry("bench", Set.of()),
            entry("corpus", Set.of()),
            entry("audit.work", Set.of()),
            entry("audit.invariant", Set.of("audit.work")),
            entry("audit.fault", Set.of("audit.work")),
            entry("audit.fault.cluster", Set.of("audit.fault")),
            entry("audit", Set.of("audit.work", "audit.invariant", "audit.fault", "report")),
            entry("latency.plan", Set.of()),
            entry("latency.cpu", Set.of()),
            entry("latency.record", Set.of()),
            entry("latency.hop", Set.of("latency.record")),
            entry("latency.result", Set.of("latency.hop", "latency.record", "latency.plan", "latency.cpu")),
            entry("latency.report", Set.of("latency.result", "latency.hop", "report")),
            entry("latency.stack", Set.of("latency.plan")),
            entry(
                    "latency.measure",
                    Set.of(
                            "latency.stack",
                            "latency.result",
                            "latency.hop",
                            "latency.record",
                            "latency.plan",
                            "latency.cpu",
                            "ledger")));

    private static final Pattern REFERENCE = Pattern.compile("dev\\.ezcdc\\.instruments\\.([a-z.]+)\\.[A-Z]");

    @Test
    void listsEveryPackage() throws IOException {
        Set<String> packages = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(PackagesTest::isJava)
                    .map(file -> SOURCES.relativize(file.getParent()).toString().replace('/', '.'))
                    .forEach(packages::add);
        }
        assertThat(packages)
                .containsExactlyInAnyOrderElementsOf(
                        PACKAGES.stream().map(Map.Entry::getKey).toList());
    }

    @Test
    void packagesUseOnlyPackagesListedBeforeThem() {
        Set<String> before = new HashSet<>();
        PACKAGES.forEach(entry -> {
            assertThat(before).as(entry.getKey()).containsAll(entry.getValue());
            before.add(entry.getKey());
        });
    }

    @Test
    void sourcesUseOnlyAllowedPackages() throws IOException {
        for (Map.Entry<String, Set<String>> entry : PACKAGES) {
            Set<String> used = usedBy(entry.getKey());
            used.remove(entry.getKey());
            assertThat(used).as(entry.getKey()).isSubsetOf(entry.getValue());
        }
    }

    @Test
    void packagesHaveAtMostTwentyClasses() throws IOException {
        for (Map.Entry<String, Set<String>> entry : PACKAGES) {
            long classes = filesOf(entry.getKey()).stream()
                    .filter(file -> !file.endsWith("package-info.java"))
                    .count();
            assertThat(classes).as(entry.getKey()).isBetween(1L, (long) MAX_CLASSES);
        }
    }

    private static Set<String> usedBy(String name) throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path file : filesOf(name)) {
            Matcher reference = REFERENCE.matcher(Files.readString(file));
            while (reference.find()) {
                used.add(reference.group(1));
            }
        }
        return used;
    }

    private static List<Path> filesOf(String name) throws IOException {
        try (Stream<Path> files = Files.list(SOURCES.resolve(name.replace('.', '/')))) {
            return files.filter(PackagesTest::isJava).toList();
        }
    }

    private static boolean isJava(Path file) {
        return file.toString().endsWith(".java");
    }
}
