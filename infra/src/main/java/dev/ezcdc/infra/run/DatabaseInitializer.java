package dev.ezcdc.infra.run;

import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.database.JdbcAddress;
import dev.ezcdc.infra.os.TextFiles;
import dev.ezcdc.infra.server.PostgresData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Creates the database and its table at the first start. Later starts create nothing, so a table that was dropped stays
 * dropped.
 */
final class DatabaseInitializer {
    private final Database database;
    private final StackSettings settings;
    private final Path marker;

    DatabaseInitializer(Database database, StackSettings settings) {
        this.database = database;
        this.settings = settings;
        this.marker = PostgresData.directory(settings.home(), PostgresData.primary(settings.home()))
                .resolve("ez-cdc.initialized");
    }

    void run(Runnable requireAlive) {
        Duration timeout = settings.timeout();
        try {
            if (!Files.exists(marker)) {
                String name = settings.credentials().database();
                String url = database.jdbcUrl();
                Database maintenanceDatabase = new Database(
                        JdbcAddress.replaceDatabase(url, "postgres"), database.user(), database.password());
                try (Connection connection = maintenanceDatabase.awaitOpen(timeout, requireAlive);
                        Statement statement = connection.createStatement()) {
                    if (!databaseExists(connection, name)) {
                        settings.progress().accept("creating database " + name);
                        statement.execute("create database " + statement.enquoteIdentifier(name, true));
                    }
                }
                try (Connection connection = database.awaitOpen(timeout, requireAlive);
                        Statement statement = connection.createStatement()) {
                    statement.execute(TextFiles.readResource("postgres/init.sql"));
                }
                TextFiles.write(marker, "init.sql has been run and is not run again\n");
            }
        } catch (SQLException e) {
            throw database.toStackException(e);
        }
    }

    private static boolean databaseExists(Connection connection, String name) throws SQLException {
        try (var statement = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            statement.setString(1, name);
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
