package dev.ezcdc.instruments.corpus;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the corpus files of the benchmarks: gzip over, for each record, the key's length (32 bits, big-endian, -1 for
 * null), the key, the value's length and the value.
 */
final class CorpusFileWriter {

    private CorpusFileWriter() {}

    static void write(Path file, List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file))))) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                write(out, record.key());
                write(out, record.value());
            }
        }
    }

    private static void write(DataOutputStream out, byte @Nullable [] part) throws IOException {
        out.writeInt(part == null ? -1 : part.length);
        if (part != null) {
            out.write(part);
        }
    }
}
