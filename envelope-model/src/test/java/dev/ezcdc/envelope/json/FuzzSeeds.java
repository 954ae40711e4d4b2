package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.json.MutationSamples.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the initial inputs of the fuzzer: valid records, and edge cases of values. */
public final class FuzzSeeds {

    private FuzzSeeds() {}

    /** Called by the Maven profile {@code fuzz}. The argument is the directory for the inputs. */
    public static void main(String[] args) throws IOException {
        Path directory = Files.createDirectories(Path.of(args[0]));
        List<Sample> samples = MutationSamples.all();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            if (sample.value() != null) {
                write(directory.resolve("value" + i), 0, i, sample.value());
            }
            if (sample.key() != null) {
                write(directory.resolve("key" + i), 1, i, sample.key());
            }
            write(directory.resolve("mutant" + i), 7, i, new byte[] {1, 2, 3, 4});
        }
        List<String> values = MutationValues.ALL;
        for (int i = 0; i < values.size(); i++) {
            byte[] value = Mutations.toBytes(values.get(i));
            write(directory.resolve("free" + i), 2, 0, value);
            write(directory.resolve("typed" + i), 3, i, value);
        }
    }

    private static void write(Path file, int mode, int number, byte[] rest) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(mode);
        out.write(number);
        out.writeBytes(rest);
        Files.write(file, out.toByteArray());
    }
}
