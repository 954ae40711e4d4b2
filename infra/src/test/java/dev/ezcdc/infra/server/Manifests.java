package dev.ezcdc.infra.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Kubernetes resources of a directory.
 *
 * @param documents each document of each file
 */
record Manifests(List<YamlNode> documents) {

    static Manifests read(Path directory) throws IOException {
        List<YamlNode> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                documents.addAll(YamlNode.readAll(file));
            }
        }
        return new Manifests(documents);
    }

    /** Returns each resource as {@code apiVersion kind/name}. */
    List<String> names() {
        return documents.stream()
                .map(each -> each.text("apiVersion") + " " + each.text("kind") + "/" + each.text("metadata", "name"))
                .toList();
    }

    /** Returns all resources of a kind. */
    List<YamlNode> ofKind(String kind) {
        return documents.stream().filter(each -> each.text("kind").equals(kind)).toList();
    }

    /** Returns the resource of a kind of which there is only one. */
    YamlNode only(String kind) {
        List<YamlNode> all = ofKind(kind);
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " resources of kind " + kind);
        }
        return all.get(0);
    }

    /** Returns the resource of a kind with a name. */
    YamlNode named(String kind, String name) {
        return ofKind(kind).stream()
                .filter(each -> each.text("metadata", "name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    /** Returns the values of a key, wherever it occurs. */
    List<YamlNode> valuesOf(String key) {
        List<YamlNode> values = new ArrayList<>();
        documents.forEach(document -> document.visit((each, value) -> {
            if (each.equals(key)) {
                values.add(value);
            }
        }));
        return values;
    }
}
