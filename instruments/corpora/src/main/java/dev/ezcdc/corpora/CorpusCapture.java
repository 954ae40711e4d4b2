package dev.ezcdc.corpora;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.connect.source.SourceRecord;

/** Starts a server, runs Debezium's connector against it in several settings, and writes a corpus of each run. */
public final class CorpusCapture {

    private static final int MAX_CRASHES = 100;

    private final String database;
    private final Path directory;
    private final DatabaseServer server;
    private final Script script;
    private final Path work;

    private CorpusCapture(String database, Path directory, DatabaseServer server, Path work) throws IOException {
        this.database = database;
        this.directory = directory;
        this.server = server;
        this.script = Script.of(database);
        this.work = work;
    }

    /**
     * Captures the corpora of one database.
     *
     * @param args {@code mysql}, {@code mariadb}, {@code postgres-3.4} or {@code postgres-3.6}; and the directory for the
     *     corpora
     */
    public static void main(String[] args) throws Exception {
        Path directory = Files.createDirectories(Path.of(args[1]));
        Path work = Files.createTempDirectory("corpus-work");
        try (DatabaseServer server = start(args[0])) {
            CorpusCapture capture = new CorpusCapture(args[0], directory, server, work);
            int number = 0;
            for (Map<String, String> settings : capture.script.settings()) {
                capture.captureTypes("types-" + ++number, settings);
            }
            capture.captureRestarts();
        } finally {
            ServerFiles.delete(work);
        }
        System.exit(0); // a crashed connector leaves threads behind that are not daemons
    }

    private static DatabaseServer start(String database) throws IOException, InterruptedException {
        return switch (database) {
            case "mysql" -> BinlogServer.startMySql();
            case "mariadb" -> BinlogServer.startMariaDb();
            case "postgres-3.4", "postgres-3.6" -> PostgresServer.start();
            default ->
                throw new IllegalArgumentException(
                        "unknown database: " + database + ". Use mysql, mariadb, postgres-3.4 or postgres-3.6.");
        };
    }

    private void captureTypes(String name, Map<String, String> settings) throws Exception {
        server.execute(script.createTables());
        server.execute(script.snapshotChanges());
        List<SourceRecord> records = new ArrayList<>();
        try (ConnectorRun run = new ConnectorRun(properties(name, settings), records)) {
            run.await(ConnectorRun::isSnapshotEnd);
            server.execute(script.streamedChanges());
            run.await(ConnectorRun::isMarker);
        }
        List<TypeTable.SelectedRow> rows;
        try (Connection connection = server.connect()) {
            rows = script.select(connection);
        }
        write(name, settings, rows, records);
    }

    /** Crashes the connector within transactions, each time at another change. */
    private void captureRestarts() throws Exception {
        String name = "restarts";
        Map<String, String> settings = Map.of("max.batch.size", "5", "max.queue.size", "10");
        server.execute(script.createTables());
        server.execute(script.snapshotChanges());
        List<SourceRecord> records = new ArrayList<>();
        try (ConnectorRun run = new ConnectorRun(properties(name, settings), records)) {
            run.await(ConnectorRun::isSnapshotEnd);
        }
        server.execute(script.countedChanges());
        int crashes = 0;
        boolean isComplete = false;
        while (!isComplete) {
            if (crashes > MAX_CRASHES) {
                throw new IllegalStateException("the connector makes no progress after " + crashes + " crashes");
            }
            int crashAfter = 9 + crashes % 5;
            int uncommitted = crashes % 6;
            try (ConnectorRun run = new ConnectorRun(properties(name, settings), records, crashAfter, uncommitted)) {
                isComplete = run.await(ConnectorRun::isMarker);
            }
            crashes += isComplete ? 0 : 1;
        }
        write(name, settings, List.of(), records);
        System.out.println(name + ": " + crashes + " crashes");
    }

    private void write(
            String name, Map<String, String> settings, List<TypeTable.SelectedRow> rows, List<SourceRecord> records)
            throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("database", database);
        header.put("settings", new TreeMap<>(settings));
        Path file = directory.resolve(database + "-" + name + ".jsonl.gz");
        List<SourceRecord> copy;
        synchronized (records) {
            copy = List.copyOf(records);
        }
        CorpusFile.write(file, header, rows, copy);
        System.out.println(file + ": " + copy.size() + " records");
    }

    private Properties properties(String name, Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "name", name,
                "topic.prefix", "corpus",
                "provide.transaction.metadata", "true",
                "poll.interval.ms", "20",
                "snapshot.mode", "initial",
                "tombstones.on.delete", "true",
                "skipped.operations", "none"));
        properties.put("offset.storage", "org.apache.kafka.connect.storage.FileOffsetBackingStore");
        properties.put(
                "offset.storage.file.filename", work.resolve(name + ".offsets").toString());
        properties.put("offset.flush.interval.ms", "0");
        properties.put("schema.history.internal", "io.debezium.storage.file.history.FileSchemaHistory");
        properties.put(
                "schema.history.internal.file.filename",
                work.resolve(name + ".history").toString());
        properties.putAll(server.connectorSettings());
        properties.putAll(script.connectorSettings(name));
        properties.putAll(settings);
        return properties;
    }
}
