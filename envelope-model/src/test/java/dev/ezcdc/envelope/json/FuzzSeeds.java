package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.json.MutationSamples.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes what the fuzzer begins with into the folder of its argument: good records, and values in every place. */
public final class FuzzSeeds {

    private FuzzSeeds() {}

    /** Run by Maven's profile {@code fuzz}. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        List<Sample> samples = MutationSamples.all();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            if (sample.value() != null) {
                write(folder.resolve("value" + i), 0, i, sample.value());
            }
            if (sample.key() != null) {
                write(folder.resolve("key" + i), 1, i, sample.key());
            }
            write(folder.resolve("mutant" + i), 7, i, new byte[] {1, 2, 3, 4});
        }
        List<String> values = MutationValues.ALL;
        for (int i = 0; i < values.size(); i++) {
            byte[] value = Mutations.toBytes(values.get(i));
            write(folder.resolve("free" + i), 2, 0, value);
            write(folder.resolve("typed" + i), 3, i, value);
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
