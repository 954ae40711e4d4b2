package dev.ezcdc.benchmarks.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorpusTest {

    @ParameterizedTest
    @EnumSource(Corpus.class)
    void allMessagesAreDistinct(Corpus corpus) {
        Ring ring = corpus.loadRing();
        Set<String> distinct = new HashSet<>();
        for (int i = 0; i < ring.distinct(); i++) {
            distinct.add(new String(ring.value(i), UTF_8));
        }
        assertThat(distinct).hasSize(corpus.distinctRecords()).hasSize(ring.distinct());
    }

    @ParameterizedTest
    @EnumSource(Corpus.class)
    void messagesMatchTheCorpusName(Corpus corpus) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Ring ring = corpus.loadRing();
        for (int i = 0; i < ring.distinct(); i++) {
            JsonNode key = mapper.readTree(ring.key(i));
            JsonNode value = mapper.readTree(ring.value(i));
            assertThat(key.has("schema")).isEqualTo(corpus.hasSchemas());
            assertThat(value.has("schema")).isEqualTo(corpus.hasSchemas());
            JsonNode envelope = corpus.hasSchemas() ? value.path("payload") : value;
            assertThat(envelope.path("op").textValue()).isEqualTo(corpus.op());
            assertThat(envelope.path("before").isNull()).isEqualTo(corpus.op().equals("c"));
            assertThat(envelope.path("after").isNull()).isEqualTo(corpus.op().equals("d"));
        }
    }

    @Test
    void ringStartsOverAtItsEnd() {
        List<Message> messages = IntStream.range(0, Ring.SIZE)
                .mapToObj(i -> new Message(utf8("key " + i), utf8("value " + i)))
                .toList();

        Ring ring = new Ring(messages);

        assertThat(ring.key(0)).isEqualTo(utf8("key 0"));
        assertThat(ring.value(1_023)).isEqualTo(utf8("value 1023"));
        assertThat(ring.value(1_024)).isEqualTo(utf8("value 0"));
        assertThat(ring.value(Integer.MIN_VALUE)).as("after an overflow").isEqualTo(utf8("value 0"));
    }

    @Test
    void fewMessagesAreRepeated() {
        Ring ring = Ring.repeat(List.of(new Message(utf8("k"), utf8("1")), new Message(utf8("k"), utf8("2"))));

        assertThat(ring.distinct()).isEqualTo(2);
        assertThat(ring.value(1)).isEqualTo(utf8("2"));
        assertThat(ring.value(1_022)).isEqualTo(utf8("1"));
        assertThatThrownBy(() -> Ring.repeat(List.of())).hasMessage("1024 is not a multiple of 0 messages");
    }

    @Test
    void mostCorporaHave1024Records() {
        assertThat(Corpus.values())
                .filteredOn(corpus -> !corpus.name().startsWith("escapedText"))
                .allMatch(corpus -> corpus.distinctRecords() == 1_024);
    }

    @ParameterizedTest
    @EnumSource(value = Corpus.class, names = "escapedText.*", mode = EnumSource.Mode.MATCH_ALL)
    void escapedTextHasTheSizeOfItsName(Corpus corpus) {
        String name = corpus.name();
        int number = Integer.parseInt(name.replaceAll("\\D", ""));
        long bytes = name.endsWith("KiB") ? number * 1_024L : number * 1_048_576L;

        assertThat(corpus.loadRing().meanBytes()).isBetween(bytes, bytes + 4_000);
    }

    @Test
    void ringRejectsOtherSizes() {
        assertThatThrownBy(() -> new Ring(List.of(new Message(utf8("k"), utf8("v")))))
                .hasMessage("a ring needs 1024 messages: 1");
    }

    @Test
    void fileDistinguishesNullFromEmptyArray() throws IOException {
        byte[] file = gzip(out -> {
            out.writeInt(-1);
            out.writeInt(0);
            out.writeInt(1);
            out.writeByte('k');
            out.writeInt(-1);
        });

        List<Message> messages = CorpusFile.read(new ByteArrayInputStream(file));

        assertThat(messages).hasSize(2);
        assertThat(messages.get(0).key()).isNull();
        assertThat(messages.get(0).value()).isEmpty();
        assertThat(messages.get(1).key()).isEqualTo(utf8("k"));
        assertThat(messages.get(1).value()).isNull();
    }

    @Test
    void truncatedFileIsRejected() throws IOException {
        byte[] file = gzip(out -> {
            out.writeInt(3);
            out.writeByte('k');
        });

        assertThatThrownBy(() -> CorpusFile.read(new ByteArrayInputStream(file)))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void impossibleLengthIsRejected() throws IOException {
        byte[] file = gzip(out -> out.writeInt(Integer.MAX_VALUE));

        assertThatThrownBy(() -> CorpusFile.read(new ByteArrayInputStream(file)))
                .hasMessage("not a corpus: length of 2147483647 bytes");
    }

    private interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private static byte[] gzip(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            content.writeTo(out);
        }
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
