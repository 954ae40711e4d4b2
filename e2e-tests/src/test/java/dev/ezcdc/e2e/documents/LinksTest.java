package dev.ezcdc.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.e2e.support.TestStacks;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinksTest {

    private static final Path ROOT = TestStacks.projectRoot().toAbsolutePath().normalize();
    private static final Set<String> SKIPPED_DIRECTORIES = Set.of("target", "vendor", ".git", ".cdc");

    @Test
    void relativeLinksAndAnchorsResolve() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> documents = documents();
        assertThat(documents).contains(ROOT.resolve("README.md"));
        for (Path document : documents) {
            for (String link : MarkdownDocument.read(document).links()) {
                if (!isExternal(link) && !resolves(document, link)) {
                    broken.add(ROOT.relativize(document) + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void anchorsAreThoseOfGitHub() {
        MarkdownDocument document = MarkdownDocument.parse("""
                # `./cdc demo`, or: what's *new*?
                ## Use it
                ```
                # not a heading
                ```
                ## Use it
                ### [snake_case](README.md) – a dash
                <a id="explicit"></a> [inline](a.md#b) `[code](no.md)` [titled](c.md "title")
                """);

        assertThat(document.anchors())
                .containsExactlyInAnyOrder(
                        "cdc-demo-or-whats-new", "use-it", "use-it-1", "snake_case--a-dash", "explicit");
        assertThat(document.links()).containsExactly("README.md", "a.md#b", "c.md");
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return SKIPPED_DIRECTORIES.contains(directory.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    documents.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return documents;
    }

    private static boolean isExternal(String link) {
        return link.matches("[a-z]+:.*");
    }

    private static boolean resolves(Path document, String link) throws IOException {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? document : document.resolveSibling(path).normalize();
        if (!target.startsWith(ROOT) || !Files.exists(target)) {
            return false;
        }
        return hash < 0
                || !target.toString().endsWith(".md")
                || MarkdownDocument.read(target).anchors().contains(link.substring(hash + 1));
    }
}
