package dev.ezcdc.consumer.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
        var received = new ConsumerRecord<byte[], byte[]>("topic", 3, offset, key, value);
        received.headers().add("h", new byte[] {7});
        return DeadLetter.malformed(received, reason);
    }

    private static JsonNode line(Path file, int index) throws IOException {
        return new ObjectMapper().readTree(Files.readAllLines(file).get(index));
    }

    @Test
    void keepsTheRecordAsItCame(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("dead.jsonl");
        byte[] value = {'{', 0, (byte) 0xFF, '\n'};
        try (FileDeadLetterSink letters = new FileDeadLetterSink(file)) {
            letters.add(letter(17, null, value));
            letters.flush();
            JsonNode kept = line(file, 0);
            assertThat(kept.get("topic").textValue()).isEqualTo("topic");
            assertThat(kept.get("partition").intValue()).isEqualTo(3);
            assertThat(kept.get("offset").longValue()).isEqualTo(17);
            assertThat(kept.get("reason").textValue()).startsWith("malformed value at byte ");
            assertThat(kept.get("byte_offset").isIntegralNumber()).isTrue();
            assertThat(kept.get("key").isNull()).isTrue();
            assertThat(kept.get("value").binaryValue()).isEqualTo(value);
            assertThat(kept.get("headers").get(0).get("value").binaryValue()).containsExactly(7);
        }
    }

    @Test
    void nothingMalformedLeavesNoFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("dead.jsonl");
        try (FileDeadLetterSink letters = new FileDeadLetterSink(file)) {
            letters.flush();
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void appendsAfterALineThatACrashCutShort(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("dead.jsonl"), List.of("{}"));
        Files.write(file, "{\"torn".getBytes(StandardCharsets.UTF_8), java.nio.file.StandardOpenOption.APPEND);
        try (FileDeadLetterSink letters = new FileDeadLetterSink(file)) {
            letters.add(letter(18, new byte[] {'x'}, new byte[0]));
            letters.flush();
        }
        assertThat(Files.readAllLines(file)).hasSize(3);
        assertThat(line(file, 2).get("offset").longValue()).isEqualTo(18);
    }
}
