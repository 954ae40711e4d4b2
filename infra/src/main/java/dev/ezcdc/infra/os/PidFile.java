package dev.ezcdc.infra.os;

import dev.ezcdc.infra.StackException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A started process, recorded in a file so that a later command can find it.
 *
 * @param startToken see {@link OsProcess#startToken}; it prevents confusion with another process that has the same id
 * @param port the port that the process listens on
 * @param archive the class-data archive that the process writes on a clean exit, or null
 * @param metricsPort the port at which the process serves its metrics, or null
 */
public record PidFile(
        long pid,
        String startToken,
        int port,
        @Nullable String archive,
        @Nullable Integer metricsPort) {
    /** Returns whether this process, and not another one with the same id, is alive. */
    public boolean isAlive() {
        return OsProcess.startToken(pid).filter(startToken::equals).isPresent();
    }

    public Optional<Path> archivePath() {
        return Optional.ofNullable(archive).map(Path::of);
    }

    /** Returns empty if the file does not exist or is malformed: then no process is known. */
    public static Optional<PidFile> read(Path file) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(file)));
            String metricsPort = properties.getProperty("metrics-port");
            return Optional.of(new PidFile(
                    Long.parseLong(properties.getProperty("pid", "")),
                    properties.getProperty("start", ""),
                    Integer.parseInt(properties.getProperty("port", "")),
                    properties.getProperty("archive"),
                    metricsPort == null ? null : Integer.valueOf(metricsPort)));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StackException("cannot read " + file + ": " + Exceptions.message(e), e);
        }
    }

    public void write(Path file) {
        String text = "pid=" + pid + "\nstart=" + startToken + "\nport=" + port + "\n"
                + (archive == null ? "" : "archive=" + archive + "\n")
                + (metricsPort == null ? "" : "metrics-port=" + metricsPort + "\n");
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.writeString(temporary, text);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StackException("cannot write " + file + ": " + Exceptions.message(e), e);
        }
    }
}
