package dev.ezcdc.infra.replication;

import dev.ezcdc.infra.os.TextFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The settings that make a copied data directory a standby's. */
final class StandbyConfig {
    /** PostgreSQL's file of the settings that {@code ALTER SYSTEM} made. */
    static final String FILE = "postgresql.auto.conf";

    private StandbyConfig() {}

    /**
     * Turns a copy of a primary's data directory into a standby's.
     *
     * @param primaryPort the port of the primary on the loopback address
     * @param password the password of the role {@link PostgresPair#STANDBY}
     */
    static void write(Path dataDirectory, int primaryPort, String password) throws IOException {
        Path file = dataDirectory.resolve(FILE);
        String kept = Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("primary_") && !StandbyGuard.isSetting(line))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        // The slots are synchronized through a database connection, so a database is needed.
        TextFiles.writePrivate(
                file,
                kept + "primary_conninfo = 'host=127.0.0.1 port=" + primaryPort + " user=" + PostgresPair.STANDBY
                        + " password=" + password + " dbname=postgres application_name=" + PostgresPair.STANDBY
                        + " connect_timeout=2'\nprimary_slot_name = '" + PostgresPair.STANDBY + "'\n");
        Files.writeString(dataDirectory.resolve("standby.signal"), "");
    }
}
