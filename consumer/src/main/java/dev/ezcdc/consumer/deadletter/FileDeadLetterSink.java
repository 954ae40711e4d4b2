package dev.ezcdc.consumer.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Appends dead letters to a file of JSON lines, which it creates with the first one. */
final class FileDeadLetterSink implements DeadLetterSink {

    private static final JsonFactory JSON = new JsonFactory();

    private final Path path;
    private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();
    private @Nullable FileChannel file;

    FileDeadLetterSink(Path path) {
        this.path = path;
    }

    /** Opens the file. Fails here, not at the first dead letter, if the path cannot be that of a file. */
    static FileDeadLetterSink open(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path)) {
            throw cannotWrite(path, "it is a directory. Choose another file.", null);
        } else if (parent != null && !Files.isDirectory(parent)) {
            throw cannotWrite(
                    path, "directory " + parent + " does not exist. Create it, or choose another file.", null);
        }
        return new FileDeadLetterSink(path);
    }

    private static IOException cannotWrite(Path path, String reason, @Nullable IOException cause) {
        return new IOException("cannot write dead letters to file " + path + ": " + reason, cause);
    }

    @Override
    public synchronized void add(DeadLetter letter) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(unwritten)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            write(letter, json);
        }
        unwritten.write('\n');
    }

    private static void write(DeadLetter letter, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("kept_at", Instant.now().toString());
        json.writeStringField("topic", letter.record().topic());
        json.writeNumberField("partition", letter.record().partition());
        json.writeNumberField("offset", letter.record().offset());
        json.writeNumberField("kafka_ts_ms", letter.record().timestamp());
        json.writeStringField("cause", letter.cause().text());
        json.writeStringField("reason", letter.reason());
        json.writeNumberField("attempt", letter.attempt());
        if (!letter.part().isEmpty()) {
            json.writeStringField("part", letter.part());
            json.writeNumberField("byte_offset", letter.byteOffset());
        }
        writeBytes(json, "key", letter.record().key());
        writeBytes(json, "value", letter.record().value());
        json.writeArrayFieldStart("headers");
        for (Header header : letter.originalHeaders()) {
            json.writeStartObject();
            json.writeStringField("name", header.key());
            writeBytes(json, "value", header.value());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeBytes(JsonGenerator json, String name, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            json.writeNullField(name);
        } else {
            json.writeBinaryField(name, bytes);
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        if (unwritten.size() == 0) {
            return;
        }
        try {
            if (file == null) {
                file = openChannel();
            }
            ByteBuffer bytes = ByteBuffer.wrap(unwritten.toByteArray());
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(false);
        } catch (IOException failure) {
            closeAfter(failure);
            throw cannotWrite(
                    path, failure.getMessage() + ". Make room or grant access, or choose another file.", failure);
        }
        unwritten.reset();
    }

    /** Closes the file, so that the next attempt opens it again, because this one may have left an incomplete line. */
    private void closeAfter(IOException failure) {
        try {
            close();
        } catch (IOException another) {
            failure.addSuppressed(another);
        }
        file = null;
    }

    private FileChannel openChannel() throws IOException {
        boolean hasTornLine = endsWithinLine();
        FileChannel opened = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (hasTornLine) {
            opened.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
        return opened;
    }

    /** Returns whether a crash left the last line unfinished. The next line must not be appended to it. */
    private boolean endsWithinLine() throws IOException {
        if (!path.toFile().exists()) {
            return false;
        }
        try (FileChannel existing = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return existing.size() > 0 && existing.read(last, existing.size() - 1) == 1 && last.get(0) != '\n';
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
