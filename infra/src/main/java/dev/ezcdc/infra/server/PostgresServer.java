package dev.ezcdc.infra.server;

import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.LogTail;
import dev.ezcdc.infra.os.OsProcess;
import dev.ezcdc.infra.os.PidFile;
import dev.ezcdc.infra.os.TextFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * PostgreSQL from its published binaries.
 *
 * @param home the stack's home directory
 * @param settings run-time parameters of the server
 * @param user the superuser that initdb creates
 */
public record PostgresServer(
        Path home, Node node, PostgresBinaries binaries, Map<String, String> settings, String user, String password)
        implements Server {
    private static final Duration MAX_LOG_AGE = Duration.ofDays(6);

    @Override
    public Launch prepare(int port) {
        Path bin = binaries.unpack().resolve("bin");
        List<String> prefix = UserNamespace.commandPrefix();
        if (!Files.exists(dataDirectory())) {
            if (!PostgresData.isEmpty(home)) {
                throw new StackException(node.title()
                        + " has no data, but the other server has. Run `./cdc failover`, which makes that one"
                        + " the primary, or `./cdc up`, which copies the primary's data");
            }
            runInitdb(bin, prefix);
        }
        PostmasterPid.removeStale(dataDirectory(), PidFile.read(ServerProcess.pidFile(home, node)));
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                bin.resolve("postgres").toString(), "-D", dataDirectory().toString()));
        command.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(port), "-k", ""));
        deleteOldLogs();
        Map<String, String> all = new LinkedHashMap<>(logSettings());
        all.putAll(settings);
        all.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return new Launch(command, Map.of(), null);
    }

    /** Returns the file that PostgreSQL itself names, or that of the output before it has opened a log. */
    @Override
    public Path log() {
        try {
            return Files.readString(dataDirectory().resolve("current_logfiles"))
                    .lines()
                    .filter(line -> line.startsWith("stderr "))
                    .map(line -> Path.of(line.substring("stderr ".length())))
                    .filter(Files::exists)
                    .findFirst()
                    .orElse(ServerProcess.outputFile(home, node));
        } catch (IOException e) {
            return ServerProcess.outputFile(home, node); // the server has not started yet
        }
    }

    /**
     * One file for each day of the week, which is overwritten a week later. Without the collector the log could not be cut
     * while the server runs.
     */
    private Map<String, String> logSettings() {
        return new ServerProperties()
                .set("logging_collector", "on")
                .set("log_directory", logDirectory().toString())
                .set("log_filename", node.id() + "-%a.log")
                .set("log_rotation_age", "1d")
                .set("log_rotation_size", 0)
                .set("log_truncate_on_rotation", "on")
                .toMap();
    }

    private Path logDirectory() {
        return home.resolve("logs").toAbsolutePath();
    }

    /** At a start PostgreSQL appends to the day's file, also if that is of an earlier week. */
    private void deleteOldLogs() {
        Instant limit = Instant.now().minus(MAX_LOG_AGE);
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(logDirectory(), node.id() + "-[A-Za-z]*.log")) {
            for (Path log : logs) {
                if (Files.getLastModifiedTime(log).toInstant().isBefore(limit)) {
                    Files.delete(log);
                }
            }
        } catch (IOException e) {
            throw new StackException("cannot delete old logs in " + logDirectory() + ": " + Exceptions.message(e), e);
        }
    }

    /** Requests a fast shutdown: PostgreSQL ends the sessions and writes a checkpoint. */
    @Override
    public String stopSignal() {
        return "INT";
    }

    /** Omits the password. */
    @Override
    public String toString() {
        return "PostgresServer[home=" + home + ", user=" + user + "]";
    }

    /** Returns the settings of the stack's PostgreSQL. That of compose has them, too. */
    public static Map<String, String> defaults() {
        return new ServerProperties()
                .set("wal_level", "logical")
                .set("max_wal_senders", 20)
                .set("max_replication_slots", 20)
                // As durable as a production server, whatever the defaults of the build are.
                .set("fsync", "on")
                .set("synchronous_commit", "on")
                .set("full_page_writes", "on")
                .toMap();
    }

    /** Returns the settings of two servers of which one is the other's standby. Both have the same, as either can be both. */
    public static Map<String, String> standbyDefaults() {
        return new ServerProperties()
                // Rows that the connector may still need stay, and its slot is copied.
                .set("hot_standby_feedback", "on")
                .set("sync_replication_slots", "on")
                .set("wal_receiver_status_interval", "1s")
                .set("wal_retrieve_retry_interval", "500ms")
                // The slot of a connector or standby that is frozen or cut off becomes free.
                .set("wal_sender_timeout", "5s")
                .toMap();
    }

    private Path dataDirectory() {
        return PostgresData.directory(home, node);
    }

    /** Creates the cluster in a directory that is renamed at the end, so an incomplete cluster is never used. */
    private void runInitdb(Path bin, List<String> prefix) {
        Path part = PostgresData.partial(home, node);
        Path passwordFile = home.resolve("run/initdb.password");
        try {
            Directories.deleteRecursively(part);
            TextFiles.writePrivate(passwordFile, password + "\n");
            List<String> command = new ArrayList<>(prefix);
            command.addAll(List.of(bin.resolve("initdb").toString(), "-D", part.toString(), "-U", user));
            command.addAll(List.of("--pwfile", passwordFile.toString(), "-A", "scram-sha-256"));
            command.addAll(List.of("-E", "UTF8", "--locale", "C", "--no-instructions"));
            // Only initdb skips fsync. The server syncs everything that it writes.
            command.add("--no-sync");
            String output = OsProcess.run(command.toArray(String[]::new));
            if (!Files.exists(part.resolve("PG_VERSION")) || !Files.exists(part.resolve("global/pg_control"))) {
                throw new StackException("initdb failed to create a database cluster in " + part + ":\n"
                        + output.lines()
                                .map(line -> "  " + LogTail.escapeControlCharacters(line))
                                .collect(Collectors.joining("\n")));
            }
            Files.move(part, dataDirectory(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StackException(
                    "cannot create a database cluster in " + dataDirectory() + ": " + Exceptions.message(e), e);
        } finally {
            Directories.deleteFile(passwordFile);
        }
    }
}
