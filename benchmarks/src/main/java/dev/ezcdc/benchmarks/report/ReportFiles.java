package dev.ezcdc.benchmarks.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/** The files of a report: Markdown, SVG and JMH's JSON in one directory, with one name. */
public final class ReportFiles {

    private final Path directory;
    private final String name;

    /**
     * Creates the directory and checks that it is writable, so that this does not fail after minutes of measuring.
     *
     * @throws IOException if the directory is not writable
     */
    public ReportFiles(Path directory, String name) throws IOException {
        this.directory = directory;
        this.name = name;
        Files.createDirectories(directory);
        Files.delete(Files.createTempFile(directory, name, ".probe"));
    }

    /** Writes the files and returns their paths. */
    public List<Path> write(Report report, Collection<RunResult> results) throws IOException {
        return List.of(
                Files.writeString(directory.resolve(name + ".md"), MarkdownReport.render(report, name + ".svg")),
                Files.writeString(directory.resolve(name + ".svg"), BarChart.render(report)),
                Files.write(directory.resolve(name + ".json"), jmhJson(results)));
    }

    /** Writes one more file with the report's name and returns its path. */
    public Path write(String extension, String text) throws IOException {
        return Files.writeString(directory.resolve(name + extension), text);
    }

    private static byte[] jmhJson(Collection<RunResult> results) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        }
        // The path of the JDK does not belong in a published report.
        return bytes.toString(StandardCharsets.UTF_8)
                .replace(System.getProperty("java.home"), "$JAVA_HOME")
                .getBytes(StandardCharsets.UTF_8);
    }
}
