package dev.ezcdc.infra.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory that new processes can use without others being swapped out or killed.
 *
 * @param file {@code /proc/meminfo}
 */
public record AvailableMemory(Path file) {
    /** The memory of this machine. */
    public static final AvailableMemory OF_THIS_MACHINE = new AvailableMemory(Path.of("/proc/meminfo"));

    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable: +([0-9]+) kB$");

    /** Returns the memory in MiB, or empty on a system that does not report it. */
    public OptionalLong mebibytes() {
        try {
            Matcher matcher = AVAILABLE.matcher(Files.readString(file));
            return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1)) >> 10) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
