#!/usr/bin/env bash
# Compares pgbench and loadgen: single-row prepared inserts on one server, in alternating rounds.
# Set CONNECTIONS (4) and ROUNDS (3) to change the defaults. Needs Debian's postgresql and postgresql-contrib, and
# loadgen's jar.
#
#   loadgen/compare-pgbench.sh [SECONDS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
seconds=${1:-15}
connections=${CONNECTIONS:-4}
rounds=${ROUNDS:-3}
jar=target/loadgen.jar
[ -f "$jar" ] || { echo "compare-pgbench: $jar not found. Run mvn -q package -pl loadgen." >&2; exit 1; }
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -x "$bin/pgbench" ] || { echo "compare-pgbench: pgbench not found. Run apt-get install postgresql postgresql-contrib." >&2; exit 1; }

# PostgreSQL refuses to run as root. In a user namespace without a mapping, root has no privileges.
as_user=()
[ "$(id -u)" != 0 ] || as_user=(unshare -U)
home=$(mktemp -d)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"${as_user[@]}" "$bin/initdb" -D "$home/data" -U bench -A trust -E UTF8 --locale C >"$home/initdb.log"
"${as_user[@]}" "$bin/postgres" -D "$home/data" -h 127.0.0.1 -p "$port" -k '' >"$home/server.log" 2>&1 &
server=$!
trap 'kill -INT $server; wait $server || true; rm -rf "$home"' EXIT
sql() { psql -qAtX -h 127.0.0.1 -p "$port" -U bench postgres -c "$1"; }
for _ in $(seq 100); do sql 'SELECT' >"$home/psql.log" 2>&1 && break; sleep 0.1; done

table='(id serial PRIMARY KEY, first_name text, last_name text, email text)'
sql "CREATE TABLE customers $table" && sql "CREATE TABLE bench $table"
cat >"$home/insert.sql" <<'SQL'
\set n random(1, 1000000)
INSERT INTO bench (first_name, last_name, email) VALUES ('Alejandra', 'Lindqvist', 'alejandra.lindqvist' || :n || '@example.com');
SQL

pgbench_rate() {
  "$bin/pgbench" -n -M prepared -f "$home/insert.sql" -c "$connections" -j "$connections" -T "$seconds" \
    -h 127.0.0.1 -p "$port" -U bench postgres 2>/dev/null | sed -n 's/^tps = \([0-9.]*\) .*/\1/p' | head -1
}
# loadgen_rate PGBENCH_RATE: writes as many rows as pgbench writes in SECONDS, and prints the rate.
loadgen_rate() {
  java -jar "$jar" --burst "$(awk "BEGIN { print int($1 * $seconds) }")x1" --mix insert=1 --connections "$connections" \
    --seed 1 --quiet --json --jdbc-url "jdbc:postgresql://127.0.0.1:$port/postgres" --user bench 2>/dev/null |
    sed 's/.*"rows_per_s":\([0-9.]*\).*/\1/'
}

printf '%-6s %12s %12s %8s\n' round 'pgbench/s' 'loadgen/s' ratio
for round in $(seq "$rounds"); do
  pgbench_tps=$(pgbench_rate)
  loadgen_tps=$(loadgen_rate "$pgbench_tps")
  awk "BEGIN { printf \"%-6d %12.0f %12.0f %8.2f\n\", $round, $pgbench_tps, $loadgen_tps, $loadgen_tps / $pgbench_tps }"
done
