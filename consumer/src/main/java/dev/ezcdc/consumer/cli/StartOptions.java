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

/** The options for where to start; they exclude each other. */
final class StartOptions {

    private static final Pattern OFFSET_LINE = Pattern.compile("\"?([A-Za-z0-9._-]+)\"?,(\\d{1,9}),(\\d{1,18})");

    @Option(
            names = "--from",
            order = 15,
            paramLabel = "WHERE",
            description = "Where to start: committed (the group's committed offsets, or the oldest record if there are"
                    + " none), committed-or-end (the same, but the end if there are none), beginning, end, or a"
                    + " timestamp such as 2026-11-22T07:50:00Z, in local time unless it has an offset. Default:"
                    + " committed.")
    private @Nullable String from;

    @Option(names = "--from-beginning", order = 16, description = "The same as --from beginning.")
    private boolean fromBeginning;

    @Option(
            names = "--from-offsets",
            order = 17,
            paramLabel = "FILE",
            description = "Start at the offsets in this file. Each line is TOPIC,PARTITION,OFFSET, as written by"
                    + " kafka-consumer-groups.sh --export.")
    private @Nullable Path offsetsFile;

    StartFrom startFrom() throws IOException {
        if (offsetsFile != null) {
            return StartFrom.offsets(readOffsets(offsetsFile));
        }
        String where = from == null ? "committed" : from;
        return switch (fromBeginning ? "beginning" : where) {
            case "committed" -> StartFrom.COMMITTED_OR_EARLIEST;
            case "committed-or-end" -> StartFrom.COMMITTED_OR_LATEST;
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
        } catch (DateTimeException invalid) {
            throw new IllegalArgumentException("--from must be committed, committed-or-end, beginning, end or a"
                    + " timestamp such as 2026-11-22T07:50:00Z: " + text);
        }
    }

    private static Map<TopicPartition, Long> readOffsets(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException("--from-offsets: cannot read file " + file);
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (line.isBlank()) {
                continue;
            }
            Matcher parts = OFFSET_LINE.matcher(line.strip());
            if (!parts.matches()) {
                throw new IllegalArgumentException("--from-offsets: file " + file
                        + " must contain lines of TOPIC,PARTITION,OFFSET: " + Escapes.escape(line));
            }
            offsets.put(
                    new TopicPartition(parts.group(1), Integer.parseInt(parts.group(2))),
                    Long.parseLong(parts.group(3)));
        }
        return offsets;
    }
}
