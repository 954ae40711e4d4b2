package dev.ezcdc.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the POMs and the imports of all modules' main sources. */
class ArchitectureTest {

    private static final Path ROOT = Path.of(System.getProperty("ezcdc.root", ".."));
    private static final int MAX_CLASSES = 20;
    private static final int MAX_LINES = 300;
    /** The beginning of the reason in a package-info. */
    private static final String REASON = "This package is large because";

    /** The modules that each module may depend on, in the order of a row. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "infra/plugins", Set.of(),
            "tls", Set.of(),
            "infra", Set.of("tls"),
            "loadgen", Set.of("tls"),
            "envelope-model", Set.of(),
            "consumer", Set.of("envelope-model", "tls"),
            "instruments", Set.of("infra", "loadgen", "consumer", "envelope-model"),
            "cli", Set.of("instruments", "infra", "loadgen", "consumer", "envelope-model"),
            "benchmarks", Set.of("connect-plugins", "envelope-model"));

    private static final Pattern DEPENDENCY = Pattern.compile("<artifactId>ezcdc-([a-z-]+)</artifactId>");
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (?:static )?(dev\\.ezcdc(?:\\.[a-z0-9]+)+)\\.[A-Z].*;$");

    private static final Map<String, SourcePackage> PACKAGES = readPackages();

    /** @param imports the packages of this project that its classes import */
    private record SourcePackage(String module, String name, List<Path> classes, Set<String> imports) {

        boolean isInternal() {
            return name.contains(".internal");
        }

        /** Returns the API package of an internal package that uses the API's types, and otherwise the package itself. */
        static String unit(String name) {
            int internal = name.indexOf(".internal");
            String api = internal < 0 ? name : name.substring(0, internal);
            return internal >= 0 && reachable(name).contains(api) ? api : name;
        }

        private static Set<String> reachable(String name) {
            Map<String, Set<String>> graph = new TreeMap<>();
            PACKAGES.values().forEach(each -> graph.put(each.name, each.imports));
            return ArchitectureTest.reachable(graph, name);
        }
    }

    static Set<String> modules() {
        return new TreeSet<>(ALLOWED.keySet());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleDependsOnlyOnLowerModules(String module) throws IOException {
        String pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
        Set<String> dependencies = DEPENDENCY
                .matcher(pom.substring(pom.indexOf("<dependencies>"), pom.lastIndexOf("</dependencies>")))
                .results()
                .map(match -> match.group(1))
                .filter(name -> !name.startsWith("server-"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ALLOWED.get(module)).containsAll(dependencies);
    }

    @Test
    void endToEndTestsHaveNoProductionCode() {
        assertThat(ROOT.resolve("e2e-tests/src/main")).doesNotExist();
    }

    /** An API package and its internal packages are one unit: the entry class uses the internals, and these the API's types. */
    @Test
    void unitsOfPackagesHaveNoCycles() {
        Map<String, Set<String>> units = new TreeMap<>();
        PACKAGES.values().forEach(each -> units.computeIfAbsent(SourcePackage.unit(each.name), key -> new TreeSet<>())
                .addAll(each.imports.stream().map(SourcePackage::unit).toList()));
        units.forEach((unit, imports) -> imports.remove(unit));

        assertThat(cycles(units)).isEmpty();
    }

    @Test
    void internalPackagesHaveNoCyclesAmongThemselves() {
        Map<String, Set<String>> internal = new TreeMap<>();
        PACKAGES.values().stream()
                .filter(SourcePackage::isInternal)
                .forEach(each -> internal.put(
                        each.name,
                        each.imports.stream()
                                .filter(name -> name.contains(".internal") && !name.equals(each.name))
                                .collect(Collectors.toCollection(TreeSet::new))));

        assertThat(cycles(internal)).isEmpty();
    }

    @Test
    void internalPackagesAreUsedOnlyInTheirModule() {
        for (SourcePackage each : PACKAGES.values()) {
            assertThat(each.imports)
                    .as(each.name)
                    .filteredOn(name -> name.contains(".internal"))
                    .allSatisfy(name -> assertThat(PACKAGES)
                            .extractingByKey(name)
                            .extracting(SourcePackage::module)
                            .isEqualTo(each.module));
        }
    }

    @Test
    void largePackagesStateTheirReason() throws IOException {
        for (SourcePackage each : PACKAGES.values()) {
            Path info = each.classes.get(0).resolveSibling("package-info.java");
            if (each.classes.size() > MAX_CLASSES) {
                assertThat(info).as("%d classes", each.classes.size()).content().contains(REASON);
            }
        }
    }

    @Test
    void everyPackageIsDescribed() {
        for (SourcePackage each : PACKAGES.values()) {
            assertThat(each.classes.get(0).resolveSibling("package-info.java")).exists();
        }
    }

    @Test
    void classesAreShort() throws IOException {
        for (SourcePackage each : PACKAGES.values()) {
            for (Path file : each.classes) {
                assertThat(Files.readAllLines(file).size()).as(file.toString()).isLessThanOrEqualTo(MAX_LINES);
            }
        }
    }

    /** Returns the nodes from which a path leads back to them. */
    private static Set<String> cycles(Map<String, Set<String>> graph) {
        return graph.keySet().stream()
                .filter(node -> reachable(graph, node).contains(node))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> reachable(Map<String, Set<String>> graph, String start) {
        Set<String> reached = new TreeSet<>(graph.getOrDefault(start, Set.of()));
        boolean more = true;
        while (more) {
            more = reached.addAll(reached.stream()
                    .flatMap(name -> graph.getOrDefault(name, Set.of()).stream())
                    .toList());
        }
        return reached;
    }

    private static Map<String, SourcePackage> readPackages() {
        return ALLOWED.keySet().stream()
                .flatMap(ArchitectureTest::readPackages)
                .collect(Collectors.toMap(SourcePackage::name, Function.identity(), (one, other) -> one, TreeMap::new));
    }

    private static Stream<SourcePackage> readPackages(String module) {
        Path sources = ROOT.resolve(module).resolve("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            Map<Path, List<Path>> byFolder = files.filter(
                            file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
                    .collect(Collectors.groupingBy(Path::getParent));
            return byFolder.entrySet().stream()
                    .map(entry -> new SourcePackage(
                            module,
                            sources.relativize(entry.getKey()).toString().replace('/', '.'),
                            entry.getValue(),
                            entry.getValue().stream()
                                    .flatMap(ArchitectureTest::imports)
                                    .collect(Collectors.toCollection(TreeSet::new))))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<String> imports(Path file) {
        try {
            return IMPORT.matcher(Files.readString(file)).results().map(match -> match.group(1)).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
