package dev.ezcdc.consumer.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Reads the file of a {@link FileDeadLetterSink}. A second file next to it holds the byte up to which it was replayed. */
final class FileDeadLetterStore implements DeadLetterStore {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Path markFile;
    private final long replayedUpTo;
    private long readUpTo;

    FileDeadLetterStore(Path file) throws IOException {
        this.file = file;
        this.markFile = file.resolveSibling(file.getFileName() + ".replayed");
        this.replayedUpTo = readMark();
    }

    private long readMark() throws IOException {
        if (!Files.exists(markFile)) {
            return 0;
        }
        try {
            long bytes = Long.parseLong(Files.readString(markFile).strip());
            return bytes <= Files.size(file) ? bytes : 0; // a shorter file is a new one
        } catch (NumberFormatException notOurs) {
            throw new IOException("invalid replay mark in " + markFile + ": expected the number of bytes of " + file
                    + " that were replayed. Delete it to treat all dead letters as new.");
        }
    }

    @Override
    public void read(Reader reader) throws IOException {
        long size = Files.size(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long lineStart = 0;
            for (long at = 0; at < size; at++) {
                int b = in.read();
                if (b != '\n') {
                    line.write(b);
                    continue;
                }
                StoredDeadLetter letter = parse(line.toByteArray(), lineStart < replayedUpTo);
                if (letter != null) {
                    reader.read(letter);
                }
                line.reset();
                lineStart = at + 1;
                readUpTo = lineStart; // an unfinished last line is still being written, or a crash cut it short
            }
        }
    }

    /** Returns null for a line that a crash cut short. */
    private static @Nullable StoredDeadLetter parse(byte[] line, boolean replayed) throws IOException {
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (JsonProcessingException incomplete) {
            return null;
        }
        if (json == null || !json.hasNonNull("topic") || !json.hasNonNull("offset")) {
            return null;
        }
        List<Header> headers = new ArrayList<>();
        for (JsonNode header : json.path("headers")) {
            headers.add(new RecordHeader(header.path("name").asText(), bytes(header.get("value"))));
        }
        return new StoredDeadLetter(
                json.get("topic").asText(),
                json.path("partition").asInt(),
                json.get("offset").asLong(),
                json.path("cause").asText(DeadLetter.Cause.MALFORMED.text()),
                json.path("reason").asText(),
                json.path("attempt").asInt(1),
                json.path("kept_at").asText(),
                bytes(json.get("key")),
                bytes(json.get("value")),
                headers,
                replayed);
    }

    private static byte @Nullable [] bytes(@Nullable JsonNode node) throws IOException {
        return node == null || node.isNull() ? null : node.binaryValue();
    }

    @Override
    public void markReplayed() throws IOException {
        Path next = markFile.resolveSibling(markFile.getFileName() + ".part");
        Files.writeString(next, readUpTo + "\n");
        Files.move(next, markFile, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {}
}
