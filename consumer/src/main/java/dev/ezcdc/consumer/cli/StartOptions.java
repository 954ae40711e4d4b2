package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.StartFrom;
import dev.ezcdc.consumer.redact.Escapes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where reading starts, as options of which one is given. */
final class StartOptions {

    private static final Pattern OFFSET_LINE = Pattern.compile("\"?([A-Za-z0-9._-]+)\"?,(\\d{1,9}),(\\d{1,18})");

    @Option(
            names = "--from",
            order = 5,
            paramLabel = "WHERE",
            description =
                    "saved: where the group's saved offsets are, else at the oldest record; latest: there, else at"
                            + " the end; beginning, end, or a time as 2026-11-22T07:50:00Z (without Z: local): there,"
                            + " whatever is saved. Default: saved.")
    private @Nullable String from;

    @Option(names = "--from-beginning", order = 6, description = "The same as --from beginning.")
    private boolean fromBeginning;

    @Option(
            names = "--from-offsets",
            order = 7,
            paramLabel = "FILE",
            description = "At the offsets in a file of lines TOPIC,PARTITION,OFFSET, as kafka-consumer-groups.sh"
                    + " --export writes them.")
    private @Nullable Path offsetsFile;

    StartFrom startFrom() throws IOException {
        if (offsetsFile != null) {
            return StartFrom.offsets(readOffsets(offsetsFile));
        }
        String where = from == null ? "saved" : from;
        return switch (fromBeginning ? "beginning" : where) {
            case "saved", "earliest" -> StartFrom.COMMITTED_OR_EARLIEST;
            case "latest" -> StartFrom.COMMITTED_OR_LATEST;
            case "beginning" -> StartFrom.BEGINNING;
            case "end" -> StartFrom.END;
            default -> StartFrom.timestamp(parseTimestamp(where));
        };
    }

    private static Instant parseTimestamp(String text) {
        try {
            return text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d")
                    ? java.time.OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException noTime) {
            throw new IllegalArgumentException("--from takes saved, latest, beginning, end or a time such as"
                    + " 2026-11-22T07:50:00Z; this is " + text);
        }
    }

    private static Map<TopicPartition, Long> readOffsets(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException("--from-offsets: there is no readable file " + file);
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (line.isBlank()) {
                continue;
            }
            Matcher parts = OFFSET_LINE.matcher(line.strip());
            if (!parts.matches()) {
                throw new IllegalArgumentException("--from-offsets: a line of " + file
                        + " is not TOPIC,PARTITION,OFFSET: " + Escapes.escape(line));
            }
            offsets.put(
                    new TopicPartition(parts.group(1), Integer.parseInt(parts.group(2))),
                    Long.parseLong(parts.group(3)));
        }
        return offsets;
    }
}
