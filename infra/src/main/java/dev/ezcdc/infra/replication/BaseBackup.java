package dev.ezcdc.infra.replication;

import dev.ezcdc.infra.os.Directories;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * Copies the data directory of a running server, as {@code pg_basebackup} does, which PostgreSQL's published binaries lack.
 * See "Making a Base Backup Using the Low Level API" in PostgreSQL's documentation.
 */
final class BaseBackup {
    /** Their content is the server's own, or is not needed. */
    private static final Set<String> EMPTY_DIRECTORIES = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Set<String> SKIPPED_FILES = Set.of(
            "postmaster.pid",
            "postmaster.opts",
            "standby.signal",
            "recovery.signal",
            "backup_label",
            "current_logfiles");

    private BaseBackup() {}

    /**
     * Copies a data directory. The server keeps working during the copy.
     *
     * @param connection a superuser's connection to the server; nothing else may use it during the copy
     * @param target a directory that does not exist
     */
    static void copy(Connection connection, Path source, Path target) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('standby', true)");
            copyFiles(source, target);
            try (var row = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                row.next();
                Files.writeString(target.resolve("backup_label"), row.getString(1));
            }
        } catch (SQLException | IOException e) {
            Directories.deleteRecursively(target);
            throw e;
        }
    }

    private static void copyFiles(Path source, Path target) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                copyIfPresent(directory);
                return isEmptied(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!SKIPPED_FILES.contains(source.relativize(file).toString())) {
                    copyIfPresent(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            private void copyIfPresent(Path file) throws IOException {
                try {
                    Files.copy(file, target.resolve(source.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                } catch (NoSuchFileException e) {
                    // Deleted during the copy: the standby repeats that from the log.
                    if (Files.exists(file)) {
                        throw e;
                    }
                }
            }

            private boolean isEmptied(Path directory) {
                return EMPTY_DIRECTORIES.contains(source.relativize(directory).toString());
            }
        });
        // PostgreSQL does not create this one.
        Files.createDirectories(target.resolve("pg_wal/archive_status"));
    }
}
