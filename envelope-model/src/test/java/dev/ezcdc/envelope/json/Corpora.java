package dev.ezcdc.envelope.json;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the corpora of the benchmarks: records that real connectors wrote. CorpusFile in benchmarks defines the format. */
final class Corpora {

    private static final Path DIRECTORY = Path.of(System.getProperty("ezcdc.root", ".."))
            .resolve("benchmarks/src/main/resources/dev/ezcdc/benchmarks/corpus");

    private Corpora() {}

    /** A record. Callers must not change its arrays. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Message(byte @Nullable [] key, byte @Nullable [] value) {}

    /** Returns the names of all corpora. */
    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".gz"))
                    .map(name -> name.substring(0, name.length() - 3))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static List<Message> read(String name) {
        List<Message> messages = new ArrayList<>();
        try (DataInputStream in =
                new DataInputStream(new GZIPInputStream(Files.newInputStream(DIRECTORY.resolve(name + ".gz"))))) {
            while (true) {
                messages.add(new Message(readPart(in), readPart(in)));
            }
        } catch (EOFException end) {
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte @Nullable [] readPart(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : in.readNBytes(length);
    }
}
