package dev.ezcdc.e2e.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.e2e.support.TestStacks;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeExampleTest {

    private static final Pattern JAVA_BLOCK = Pattern.compile("(?s)```java\n(.*?)```");

    /** An update captured from the real stack. */
    private static final Path UPDATES =
            Path.of("benchmarks/src/main/resources/dev/ezcdc/benchmarks/corpus/customerUpdate.gz");

    @TempDir
    Path directory = Path.of("");

    @Test
    void javaBlockCompilesAndDecodesACapturedUpdate() throws Exception {
        Path source = Files.writeString(directory.resolve("Example.java"), """
                import dev.ezcdc.envelope.*;
                import dev.ezcdc.envelope.json.*;

                public class Example {
                    public static void decode(byte[] key, byte[] value) {
                %s
                    }
                }
                """.formatted(javaBlock()));
        compile(source, directory);
        byte[][] update = readFirstRecord(TestStacks.projectRoot().resolve(UPDATES));

        String output;
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            output = captureOutput(() -> loader.loadClass("Example")
                    .getMethod("decode", byte[].class, byte[].class)
                    .invoke(null, update[0], update[1]));
        }

        assertThat(output).startsWith("customers: ").contains("first_name=", " → ");
    }

    private static String javaBlock() throws IOException {
        Matcher block =
                JAVA_BLOCK.matcher(Files.readString(TestStacks.projectRoot().resolve("README.md")));
        assertThat(block.find()).as("a Java block in README.md").isTrue();
        return block.group(1);
    }

    private static void compile(Path source, Path outputDirectory) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, UTF_8)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-classpath",
                    System.getProperty("java.class.path"),
                    "-d",
                    outputDirectory.toString());
            boolean isCompiled = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(isCompiled).as(messages.toString()).isTrue();
        }
    }

    /** Reads key and value of the first record of a corpus; {@code CorpusFile} in benchmarks describes the format. */
    private static byte[][] readFirstRecord(Path corpus) throws IOException {
        try (InputStream file = Files.newInputStream(corpus);
                DataInputStream in = new DataInputStream(new GZIPInputStream(file))) {
            byte[] key = in.readNBytes(in.readInt());
            byte[] value = in.readNBytes(in.readInt());
            return new byte[][] {key, value};
        }
    }

    private interface Code {
        void run() throws Exception;
    }

    private static String captureOutput(Code code) throws Exception {
        PrintStream original = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, UTF_8));
        try {
            code.run();
        } finally {
            System.setOut(original);
        }
        return output.toString(UTF_8);
    }
}
