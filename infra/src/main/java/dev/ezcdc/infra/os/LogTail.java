package dev.ezcdc.infra.os;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The last lines of a log file, for error messages. */
public final class LogTail {
    private static final int MAX_LINES = 8;
    private static final int MAX_BYTES = 8 << 10;

    private LogTail() {}

    /** Returns the last lines that are not blank, indented; if the file cannot be read, the reason. */
    public static String read(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - MAX_BYTES);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            List<String> lines = new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.stream()
                    .skip(Math.max(0, lines.size() - MAX_LINES))
                    .map(line -> "  " + escapeControlCharacters(line))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "  (cannot read the log: " + Exceptions.message(e) + ")";
        }
    }

    /** Replaces control and format characters, because a log can quote a row and is printed to a terminal. */
    public static String escapeControlCharacters(String line) {
        StringBuilder out = new StringBuilder(line.length());
        line.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (c == '\t') {
                out.append(' ');
            } else if (type == Character.CONTROL || type == Character.FORMAT) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
