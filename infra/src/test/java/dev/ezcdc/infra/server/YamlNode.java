package dev.ezcdc.infra.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A value of a YAML file: a map, a list or a scalar. Anchors and merge keys are resolved. */
record YamlNode(Object value) {

    /** Returns the documents of a file. A key that occurs twice in a map is an error. */
    static List<YamlNode> readAll(Path file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<YamlNode> documents = new ArrayList<>();
        new Yaml(new SafeConstructor(options))
                .loadAll(Files.readString(file))
                .forEach(document -> documents.add(new YamlNode(document)));
        return documents;
    }

    /** Returns the value at a path of keys. */
    YamlNode at(String... path) {
        YamlNode node = this;
        for (String key : path) {
            Object next = node.value instanceof Map<?, ?> map ? map.get(key) : null;
            assertThat(next).as("%s of %s", key, String.join(" > ", path)).isNotNull();
            node = new YamlNode(Objects.requireNonNull(next));
        }
        return node;
    }

    /** Returns the scalar at a path of keys. */
    String text(String... path) {
        return at(path).value.toString();
    }

    /** Returns the items of the list at a path of keys. */
    List<YamlNode> list(String... path) {
        return ((List<?>) at(path).value).stream().map(YamlNode::new).toList();
    }

    /** Returns the scalars of the list at a path of keys. */
    List<String> texts(String... path) {
        return list(path).stream().map(YamlNode::text).toList();
    }

    /** Returns the map at a path of keys, each value as a text. */
    Map<String, String> map(String... path) {
        Map<String, String> texts = new LinkedHashMap<>();
        ((Map<?, ?>) at(path).value).forEach((key, each) -> texts.put(key.toString(), String.valueOf(each)));
        return texts;
    }

    /** Returns whether this is a map with the key. */
    boolean has(String key) {
        return value instanceof Map<?, ?> map && map.containsKey(key);
    }

    /** Calls the visitor with each key and value of each map in this value. */
    void visit(BiConsumer<String, YamlNode> visitor) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                YamlNode child = new YamlNode(each);
                visitor.accept(key.toString(), child);
                child.visit(visitor);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(each -> new YamlNode(each).visit(visitor));
        }
    }
}
