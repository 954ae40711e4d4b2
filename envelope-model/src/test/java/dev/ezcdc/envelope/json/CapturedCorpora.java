package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.envelope.json.MutationSamples.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the records that instruments/corpora captured from MySQL, MariaDB and PostgreSQL; CorpusFile there defines the format. */
final class CapturedCorpora {

    /** Another directory, to check a new capture. */
    private static final Path DIRECTORY = Path.of(System.getProperty(
            "ezcdc.corpora",
            Path.of(System.getProperty("ezcdc.root", ".."))
                    .resolve("envelope-model/src/test/resources/dev/ezcdc/envelope/json/corpora")
                    .toString()));

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CapturedCorpora() {}

    /** One record as the converter writes it with a schema and without. */
    record Captured(String topic, Sample typed, Sample plain) {}

    /** A run of a connector. The selected rows are those that the server returned, by id, with each column as text. */
    record Corpus(
            String name,
            Map<String, String> settings,
            Map<Integer, Map<String, @Nullable String>> selected,
            List<Captured> records) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Corpus> all() {
        return Loaded.ALL.stream();
    }

    /** Holds the corpora, which the tests share. */
    private static final class Loaded {

        static final List<Corpus> ALL = readAll(DIRECTORY);

        private Loaded() {}
    }

    static List<Corpus> readAll(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jsonl.gz"))
                    .sorted()
                    .map(CapturedCorpora::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the corpora whose rows were compared with the server's. */
    static Stream<Corpus> types() {
        return all().filter(corpus -> corpus.name().contains("-types-"));
    }

    /** Returns the corpora of connectors that crashed within transactions. */
    static Stream<Corpus> restarts() {
        return all().filter(corpus -> corpus.name().endsWith("-restarts"));
    }

    private static Corpus read(Path file) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
            Map<String, String> settings = new LinkedHashMap<>();
            JsonNode header = MAPPER.readTree(lines.readLine());
            header.get("settings")
                    .properties()
                    .forEach(e -> settings.put(e.getKey(), e.getValue().textValue()));
            Map<Integer, Map<String, @Nullable String>> selected = new LinkedHashMap<>();
            List<Captured> records = new ArrayList<>();
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                JsonNode line = MAPPER.readTree(text);
                if (line.has("selected")) {
                    Map<String, @Nullable String> row = new LinkedHashMap<>();
                    line.at("/selected/values")
                            .properties()
                            .forEach(e -> row.put(e.getKey(), e.getValue().textValue()));
                    selected.put(line.at("/selected/id").intValue(), row);
                } else {
                    records.add(new Captured(
                            line.get("topic").textValue(),
                            new Sample(bytes(line.get("key")), bytes(line.get("value"))),
                            new Sample(bytes(line.get("plainKey")), bytes(line.get("plainValue")))));
                }
            }
            String name = file.getFileName().toString().replace(".jsonl.gz", "");
            return new Corpus(name, settings, selected, records);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte @Nullable [] bytes(JsonNode text) {
        return text.isNull() ? null : text.textValue().getBytes(UTF_8);
    }
}
