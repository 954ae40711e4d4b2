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

/** Where a report goes: Markdown, SVG and JMH's own JSON in one folder, under one name. */
public final class ReportFiles {

    private final Path folder;
    private final String name;

    /**
     * Makes the folder, if need be, and tries to write there: sooner than after minutes of measuring.
     *
     * @throws IOException if nothing can be written there
     */
    public ReportFiles(Path folder, String name) throws IOException {
        this.folder = folder;
        this.name = name;
        Files.createDirectories(folder);
        Files.delete(Files.createTempFile(folder, name, ".probe"));
    }

    /** Writes the three, and says what they are. */
    public List<Path> write(Report report, Collection<RunResult> results) throws IOException {
        return List.of(
                Files.writeString(folder.resolve(name + ".md"), MarkdownReport.of(report, name + ".svg")),
                Files.writeString(folder.resolve(name + ".svg"), BarChart.of(report)),
                Files.write(folder.resolve(name + ".json"), jmhJson(results)));
    }

    private static byte[] jmhJson(Collection<RunResult> results) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        }
        // Where a JDK is installed is nobody's business who reads the report.
        return bytes.toString(StandardCharsets.UTF_8)
                .replace(System.getProperty("java.home"), "$JAVA_HOME")
                .getBytes(StandardCharsets.UTF_8);
    }
}
