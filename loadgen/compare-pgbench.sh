#!/usr/bin/env bash
# Compares pgbench and loadgen on one PostgreSQL server, in alternating rounds: rows per second of single-row prepared
# INSERTs, and at a fixed rate the time by which a row is sent late. Needs Debian's postgresql and postgresql-contrib,
# python3, and loadgen's jar.
#
#   loadgen/compare-pgbench.sh [--json] [SECONDS]
#
# Environment: CONNECTIONS (4), ROUNDS (5), RATE (1000 rows per second for the lateness; 0 skips it), and JVM options
# for loadgen in LOADGEN_JVM.
#
# Both sides do the same work: the same columns, rows of about the same size, the id sent by the client, a commit for
# each row, one connection for each thread, and a statement that the server has prepared. Neither pipelines: each row
# waits for the commit of the row before. What differs: loadgen binds four parameters and pgbench one, whose email the
# server puts together; pgbench's clock starts after the connections are made, and loadgen's JVM compiles its code
# during the round; pgbench spaces the rows of --rate at random (Poisson), and loadgen evenly.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
json=false
if [ "${1:-}" = --json ]; then json=true; shift; fi
seconds=${1:-15}
connections=${CONNECTIONS:-4}
rounds=${ROUNDS:-5}
rate=${RATE:-1000}
read -ra jvm <<<"${LOADGEN_JVM:-}"
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
\set row :row + 1
\set id :client_id * 100000000 + :row
INSERT INTO bench (id, first_name, last_name, email) VALUES (:id, 'Alejandra', 'Lindqvist', 'alejandra.lindqvist' || :id || '@example.com');
SQL

# run_pgbench [OPTION...]: appends the log of every transaction to a new directory if -l is among the options.
run_pgbench() {
  sql 'TRUNCATE bench' # the counters of the clients start again
  "$bin/pgbench" -n -M prepared -f "$home/insert.sql" -D row=0 -c "$connections" -j "$connections" -T "$seconds" \
    -h 127.0.0.1 -p "$port" -U bench "$@" postgres 2>/dev/null
}
run_loadgen() {
  java ${jvm[@]+"${jvm[@]}"} -jar "$jar" "$@" --mix insert=1 --connections "$connections" \
    --seed 1 --quiet --json --jdbc-url "jdbc:postgresql://127.0.0.1:$port/postgres" --user bench 2>/dev/null
}
pgbench_rate() { run_pgbench | sed -n 's/^tps = \([0-9.]*\) .*/\1/p' | head -1; }
# loadgen_rate PGBENCH_RATE: writes as many rows as pgbench writes in SECONDS, and prints the rate.
loadgen_rate() {
  run_loadgen --burst "$(awk "BEGIN { print int($1 * $seconds) }")x1" | sed 's/.*"rows_per_s":\([0-9.]*\).*/\1/'
}
# The seventh column of pgbench's log is the time from due to sent, in microseconds.
pgbench_lateness() {
  rm -f "$home"/late.*
  run_pgbench --rate "$rate" -l --log-prefix "$home/late" >"$home/pgbench.log"
  cat "$home"/late.* | awk '{ print $7 }' | sort -n | awk '{ late[NR] = $1 } END { print late[int(NR * 0.99)] }'
}
loadgen_lateness() {
  run_loadgen --rate "$rate" --for "${seconds}s" | sed 's/.*"pacing_p99_us":\([0-9.]*\).*/\1/'
}

for round in $(seq "$rounds"); do
  pgbench_tps=$(pgbench_rate)
  loadgen_tps=$(loadgen_rate "$pgbench_tps")
  echo "rows_per_s $pgbench_tps $loadgen_tps"
  [ "$rate" = 0 ] || echo "lateness_p99_us $(pgbench_lateness) $(loadgen_lateness)"
  echo "compare-pgbench: round $round of $rounds" >&2
done | python3 -c '
import json, statistics, sys

as_json, connections, seconds, rate = sys.argv[1] == "true", *map(int, sys.argv[2:])
rounds = {}
for line in sys.stdin:
    name, pgbench, loadgen = line.split()
    rounds.setdefault(name, []).append((float(pgbench), float(loadgen), float(loadgen) / float(pgbench)))
result = {"connections": connections, "seconds": seconds, "rate": rate, "is_pipelined": False}
for name, values in rounds.items():
    goal, met = (1.2, max) if name == "rows_per_s" else (0.5, min)
    ratio = statistics.median(value[2] for value in values)
    result[name] = {"rounds": len(values), "goal": goal, "is_met": met(ratio, goal) == ratio}
    for column, digits, side in (0, 1, "pgbench"), (1, 1, "loadgen"), (2, 3, "ratio"):
        numbers = [value[column] for value in values]
        result[name][side] = {
            key: round(of(numbers), digits) for key, of in (("median", statistics.median), ("min", min), ("max", max))}
if as_json:
    print(json.dumps(result))
else:
    print(f"{connections} connections, {seconds} s a side and round, neither side pipelines")
    for name, values in rounds.items():
        print(name if name == "rows_per_s" else f"{name} at {rate} rows/s")
        for side in "pgbench", "loadgen", "ratio":
            number, digits = result[name][side], 2 if side == "ratio" else 0
            median, least, most = (f"{number[key]:.{digits}f}" for key in ("median", "min", "max"))
            print(f"  {side:8} {median:>10}   {least} to {most}")
        print("  goal     %10.2f   " % result[name]["goal"] + ("met" if result[name]["is_met"] else "missed"))
' "$json" "$connections" "$seconds" "$rate"
