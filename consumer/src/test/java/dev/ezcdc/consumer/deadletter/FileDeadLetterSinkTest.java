package dev.ezcdc.consumer.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDeadLetterSinkTest {

    private static DeadLetter letter(long offset, byte @Nullable [] key, byte @Nullable [] value) {
        MalformedEnvelopeException reason = catchThrowableOfType(
                MalformedEnvelopeException.class, () -> EnvelopeDecoder.create().decode(key, value));
        var record = new ConsumerRecord<byte[], byte[]>("topic", 3, offset, key, value);
        record.headers().add("h", new byte[] {7});
        return DeadLetter.malformed(record, reason);
    }

    private static JsonNode line(Path file, int index) throws IOException {
        return new ObjectMapper().readTree(Files.readAllLines(file).get(index));
    }

    @Test
    void writesTheOriginalRecord(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("dead.jsonl");
        byte[] value = {'{', 0, (byte) 0xFF, '\n'};
        try (FileDeadLetterSink sink = new FileDeadLetterSink(file)) {
            sink.add(letter(17, null, value));
            sink.flush();
            JsonNode written = line(file, 0);
            assertThat(written.get("topic").textValue()).isEqualTo("topic");
            assertThat(written.get("partition").intValue()).isEqualTo(3);
            assertThat(written.get("cause").textValue()).isEqualTo("malformed");
            assertThat(written.get("offset").longValue()).isEqualTo(17);
            assertThat(written.get("reason").textValue()).startsWith("malformed value at byte ");
            assertThat(written.get("byte_offset").isIntegralNumber()).isTrue();
            assertThat(written.get("key").isNull()).isTrue();
            assertThat(written.get("value").binaryValue()).isEqualTo(value);
            assertThat(written.get("headers").get(0).get("value").binaryValue()).containsExactly(7);
        }
    }

    @Test
    void createsNoFileWithoutDeadLetters(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("dead.jsonl");
        try (FileDeadLetterSink sink = new FileDeadLetterSink(file)) {
            sink.flush();
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void startsANewLineAfterAnIncompleteOne(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("dead.jsonl"), List.of("{}"));
        Files.write(file, "{\"incomplete".getBytes(StandardCharsets.UTF_8), java.nio.file.StandardOpenOption.APPEND);
        try (FileDeadLetterSink sink = new FileDeadLetterSink(file)) {
            sink.add(letter(18, new byte[] {'x'}, new byte[0]));
            sink.flush();
        }
        assertThat(Files.readAllLines(file)).hasSize(3);
        assertThat(line(file, 2).get("offset").longValue()).isEqualTo(18);
    }

    /** A device on which each write fails as on a full disk. */
    private static final Path FULL_DISK = Path.of("/dev/full");

    @Test
    void fullDiskFailsEachFlushUntilTheLetterIsWritten(@TempDir Path folder) throws IOException {
        assumeThat(FULL_DISK).exists();
        Path file = folder.resolve("dead.jsonl");
        Files.createSymbolicLink(file, FULL_DISK);
        try (FileDeadLetterSink sink = FileDeadLetterSink.open(file)) {
            sink.add(letter(19, null, new byte[] {'x'}));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(sink::flush)
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("cannot write dead letters to file " + file + ": ")
                        .hasMessageContaining("No space left");
            }
            // There is room again, behind the line that the full disk cut.
            Files.delete(file);
            Files.writeString(file, "{\"incomplete");
            sink.flush();
        }
        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(line(file, 1).get("offset").longValue()).isEqualTo(19);
    }

    @Test
    void pathThatCannotBeAFileFailsAtTheStart(@TempDir Path folder) {
        assertThatThrownBy(() -> FileDeadLetterSink.open(folder))
                .hasMessage(
                        "cannot write dead letters to file " + folder + ": it is a directory. Choose another file.");
        Path file = folder.resolve("missing").resolve("dead.jsonl");
        assertThatThrownBy(() -> FileDeadLetterSink.open(file))
                .hasMessageContaining(file + ": directory " + file.getParent() + " does not exist");
    }

    @Test
    void longReasonIsCut() {
        DeadLetter letter = DeadLetter.handlerFailure(
                new ConsumerRecord<>("t", 0, 0, null, null), new AssertionError("x".repeat(1_000_000)), 1);
        assertThat(letter.reason())
                .hasSize(4_000)
                .startsWith("java.lang.AssertionError: xxx")
                .endsWith("x…");
    }
}
