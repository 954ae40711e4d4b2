#!/usr/bin/env bash
# Measures what a change, a connector, a walsender and a table cost: processor time, bytes and memory. Starts one stack.
#
#   infra/measure-scale.sh [bytes|connectors|walsenders|tables]...     default: all, 15 minutes on two cores
#
# Environment: ROWS (100000) of each run of walsenders, CONNECTORS (10), TABLES (1000). Needs psql and curl.
# Processor time is read from /proc for each process or thread, so other load on the machine changes it little. One
# connector has the profile throughput; each additional one has a table, a slot, a publication and a separate topic prefix.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${ROWS:-100000} most=${CONNECTORS:-10} tables=${TABLES:-1000}
[ $# -gt 0 ] || set -- bytes connectors walsenders tables
export CDC_HOME PGPASSWORD=cdctest
CDC_HOME=$(mktemp -d)
finish() {
  [ "$1" = 0 ] || tail -5 "$CDC_HOME/log" >&2
  ./cdc down >>"$CDC_HOME/log" 2>&1 || true
  rm -rf "$CDC_HOME"
}
trap 'finish $?' EXIT

report() { printf '%-62s %s\n' "$1" "$2"; }
calc() { awk "BEGIN{printf \"%.2f\", $1}"; }
# fresh: a new stack, whose servers have read their class-data archives
fresh() {
  ./cdc down >>"$CDC_HOME/log" 2>&1 || true
  local up
  up=$(./cdc up --fresh --json --profile throughput --timeout 300s --postgres-port=0 --kafka-port=0 --connect-port=0 2>>"$CDC_HOME/log")
  connect=$(sed 's/.*"connect_url":"\([^"]*\)".*/\1/' <<<"$up")
  port=$(sed 's/.*127.0.0.1:\([0-9]*\)\/cdctest".*/\1/' <<<"$up")
  worker=$(pid connect) broker=$(pid kafka) postgres=$(pid postgres)
}
pid() { sed -n 's/^pid=//p' "$CDC_HOME/run/$1.pid"; }
sql() { psql -qAtX -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U cdctest cdctest <<<"$1"; } # not -c, which is one transaction
# await QUERY: until it returns t
await() { until [ "$(sql "$1")" = t ]; do sleep 1; done; }
drained() {
  local lsn; lsn=$(sql 'SELECT pg_current_wal_lsn()')
  await "SELECT bool_and(confirmed_flush_lsn >= '$lsn') FROM pg_replication_slots"
}

# connector NAME TABLES SETTINGS: captures TABLES; NAME is also slot, publication and topic prefix
connector() {
  curl -sSf "$connect/connectors/customer-cdc/config" |
    sed "s/\"\(slot.name\|publication.name\|topic.prefix\|name\)\":\"[^\"]*\"/\"\1\":\"$1\"/g
         s/\"table.include.list\":\"[^\"]*\"/\"table.include.list\":\"$2\"/; s/}\$/${3:+,$3}}/" |
    curl -sSf --retry 9 --retry-all-errors -X PUT -H 'Content-Type: application/json' -d @- "$connect/connectors/$1/config" >/dev/null
  await "SELECT count(*) = 1 FROM pg_replication_slots WHERE slot_name = '$1' AND active AND confirmed_flush_lsn IS NOT NULL"
}
# table_and_connector I
table_and_connector() {
  sql "CREATE TABLE w$1 (LIKE customers INCLUDING ALL); ALTER TABLE w$1 REPLICA IDENTITY FULL;
       GRANT SELECT ON w$1 TO cdc_connector; CREATE PUBLICATION w$1 FOR TABLE w$1"
  connector "w$1" "public.w$1" ''
}
drop_connector() {
  curl -sSf -X DELETE "$connect/connectors/$1"
  await "SELECT NOT active FROM pg_replication_slots WHERE slot_name = '$1'"
  sql "SELECT pg_drop_replication_slot('$1')" >>"$CDC_HOME/log"
}

# The time of a process in seconds, from ticks of 10 ms.
seconds() { local pid; for pid in "$@"; do sed 's/(.*)/x/' "/proc/$pid/stat" 2>/dev/null || true; done | awk '{s+=$14+$15}END{print s/100}'; }
# threads PID NAME: the time of its threads whose names start with NAME
threads() {
  local task
  for task in "/proc/$1"/task/*; do case $(cat "$task/comm" 2>/dev/null) in "$2"*) cat "$task/schedstat" ;; esac; done | awk '{s+=$1}END{print s/1e9}'
}
memory() { local pid; for pid in "$@"; do awk '/^Pss:/{print $2}' "/proc/$pid/smaps_rollup" 2>/dev/null || true; done | awk '{s+=$1}END{print s/1024}'; }
# A heap of 1 GiB lies below 4 GiB, at addresses of eight digits. The rest is code, classes, stacks and buffers.
outside_heap() { awk '/^[0-9a-f]+-/{heap=index($1,"-")==9} /^Pss:/&&!heap{s+=$2} END{print s/1024}' "/proc/$1/smaps"; }
# After a full collection, all live objects are in the tenured generation of the serial collector.
live_heap() { jcmd "$1" GC.run >>"$CDC_HOME/log"; jcmd "$1" GC.heap_info | sed -n 's/.*tenured.*used \([0-9]*\)K.*/\1/p' | awk '{print $1/1024}'; }
postgres_pids() { echo "$postgres"; pgrep -P "$postgres"; }
log_bytes() { { cat "$CDC_HOME/kafka/$1"-*/*.log 2>/dev/null || true; } | wc -c; }

# bytes: of WAL and in Kafka for a change of customers
bytes() {
  fresh
  local plain='"producer.override.compression.type":"none"' kind name
  local bare='"key.converter":"dev.ezcdc.connect.CachingJsonConverter","key.converter.schemas.enable":"false","value.converter":"dev.ezcdc.connect.CachingJsonConverter","value.converter.schemas.enable":"false"'
  for name in schema_none bare_none bare_lz4; do sql "CREATE PUBLICATION $name FOR TABLE customers"; done
  connector schema_none public.customers "$plain"
  connector bare_none public.customers "$plain,$bare"
  connector bare_lz4 public.customers "$bare"
  load() { ./cdc load --jdbc-url "jdbc:postgresql://127.0.0.1:$port/cdctest" --burst 20000x1 --mix insert=1 --seed 1 --quiet --batch "$1" >>"$CDC_HOME/log" 2>&1; }
  each() { sql "SET synchronous_commit = off; DO \$\$ DECLARE r record; n int = 0; BEGIN FOR r IN SELECT id FROM customers ORDER BY id LIMIT 20000
    LOOP $2 WHERE id = r.id; n = n + 1; IF n % $1 = 0 THEN COMMIT; END IF; END LOOP; END \$\$"; }
  run() {
    local label=$1; shift
    drained; sleep 3
    local before; before=$(sql 'SELECT pg_current_wal_insert_lsn()')
    declare -A size
    for kind in cdctest schema_none bare_none bare_lz4; do size[$kind]=$(log_bytes "$kind.public.customers"); done
    "$@"
    report "WAL bytes per $label" "$(calc "$(sql "SELECT pg_current_wal_insert_lsn() - '$before'")/20000")"
    drained; sleep 3
    for kind in cdctest:schema_lz4 schema_none bare_none bare_lz4; do
      report "Kafka bytes per $label, ${kind#*:}" "$(calc "($(log_bytes "${kind%:*}.public.customers")-${size[${kind%:*}]})/20000")"
    done
  }
  run 'insert, 1 row per transaction' load 1
  run 'insert, 100 rows per transaction' load 100
  run 'update, 1 row per transaction' each 1 "UPDATE customers SET email = 'm' || id || '@mail.example.com'"
  run 'update, 100 rows per transaction' each 100 "UPDATE customers SET email = 'n' || id || '@mail.example.com'"
  sql CHECKPOINT
  run 'update, 100 rows per transaction, after a checkpoint' each 100 "UPDATE customers SET email = 'o' || id || '@mail.example.com'"
  run 'delete and tombstone, 100 rows per transaction' each 100 'DELETE FROM customers'
}

# connectors: what an idle one costs
connectors() {
  fresh
  local n=1 goal before_worker before_postgres before_broker
  for goal in 1 $((most / 2)) "$most"; do
    for ((; n < goal; n++)); do table_and_connector "$n"; done
    sleep 20
    before_worker=$(seconds "$worker") before_broker=$(seconds "$broker") before_postgres=$(seconds $(postgres_pids))
    sleep 30
    report "idle connectors $goal: worker, % of a core" "$(calc "($(seconds "$worker")-$before_worker)/0.3")"
    report "idle connectors $goal: broker, % of a core" "$(calc "($(seconds "$broker")-$before_broker)/0.3")"
    report "idle connectors $goal: PostgreSQL, % of a core" "$(calc "($(seconds $(postgres_pids))-$before_postgres)/0.3")"
    report "idle connectors $goal: worker, MiB of live heap" "$(calc "$(live_heap "$worker")")"
    report "idle connectors $goal: worker, MiB outside the heap" "$(calc "$(outside_heap "$worker")")"
    report "idle connectors $goal: worker, threads" "$(ls "/proc/$worker/task" | wc -l)"
    report "idle connectors $goal: PostgreSQL, MiB" "$(calc "$(memory $(postgres_pids))")"
    report "idle connectors $goal: PostgreSQL, processes" "$(postgres_pids | wc -l)"
    report "idle connectors $goal: broker, MiB" "$(calc "$(memory "$broker")")"
  done
}

# write N ROWS: into w1 to wN in turn, in transactions of $3 rows
write() {
  sql "SET synchronous_commit = off; DO \$\$ BEGIN FOR t IN 0..$(($2 / $3 - 1)) LOOP
    EXECUTE format('INSERT INTO w%s (first_name, last_name, email) SELECT ''Alejandra'', ''Lindqvist'', ''alejandra.lindqvist'' || i || ''@example.com''
      FROM generate_series(1, $3) i', t % $1 + 1); COMMIT; END LOOP; END \$\$"
}
# decode LABEL N ROWS ROWS_PER_TRANSACTION: writes and reports the time of each part per row
decode() {
  local senders parts=(task-th debezium-p kafka-producer-) i
  drained
  senders=$(sql "SELECT string_agg(active_pid::text, ' ' ORDER BY slot_name <> 'w1') FROM pg_replication_slots WHERE slot_name <> 'cdctest'")
  local -a before; local sender before_worker before_broker
  for i in 0 1 2; do before[i]=$(threads "$worker" "${parts[i]}"); done
  before_worker=$(seconds "$worker") before_broker=$(seconds "$broker")
  local -A sent
  for sender in $senders; do sent[$sender]=$(threads "$sender" ''); done
  write "$2" "$3" "$4"; drained
  local total=0 first= used
  for sender in $senders; do
    used=$(calc "($(threads "$sender" '')-${sent[$sender]})*1e6/$3")
    first=${first:-$used} total=$(calc "$total+$used")
  done
  report "$1: all walsenders, µs per row" "$total"
  report "$1: walsender of w1, µs per row" "$first"
  for i in 0 1 2; do report "$1: worker's ${parts[i]} threads, µs per row" "$(calc "($(threads "$worker" "${parts[i]}")-${before[i]})*1e6/$3")"; done
  report "$1: worker, µs per row" "$(calc "($(seconds "$worker")-$before_worker)*1e6/$3")"
  report "$1: broker, µs per row" "$(calc "($(seconds "$broker")-$before_broker)*1e6/$3")"
}
# walsenders: N slots that read the same WAL, whose publications have 1/N of it
walsenders() {
  fresh
  local n
  for n in $(seq 8); do table_and_connector "$n"; done
  for n in 1 2 3; do write 8 "$rows" 100; drained; done # warm-up
  decode '8 slots, rows of all' 8 "$rows" 100
  decode '8 slots, rows of one' 1 "$rows" 100
  decode '8 slots, rows of one, transactions of one row' 1 "$((rows / 2))" 1
  for n in 4 2 1; do
    for ((i = n * 2; i > n; i--)); do drop_connector "w$i"; done
    decode "$n slots, rows of all" "$n" "$rows" 100
  done
  decode '1 slot, transactions of one row' 1 "$rows" 1
}

# tables: one connector with many
tables() {
  fresh
  local before_heap before_broker before_outside
  before_heap=$(live_heap "$worker") before_outside=$(outside_heap "$worker") before_broker=$(memory "$broker")
  report "before the tables: worker, MiB of live heap" "$(calc "$before_heap")"
  sql "DO \$\$ BEGIN FOR i IN 1..$tables LOOP EXECUTE format('CREATE TABLE many_%s (LIKE customers INCLUDING ALL);
    ALTER TABLE many_%s REPLICA IDENTITY FULL', i, i); COMMIT; END LOOP; END \$\$; GRANT SELECT ON ALL TABLES IN SCHEMA public TO cdc_connector"
  sql "SELECT 'CREATE PUBLICATION many FOR TABLE ' || string_agg(tablename, ', ') FROM pg_tables WHERE tablename LIKE 'many%'" >"$CDC_HOME/publication.sql"
  sql "$(cat "$CDC_HOME/publication.sql")"
  local start=$SECONDS
  connector many 'public.many_.*' ''
  report "$tables tables: seconds from registration to streaming" $((SECONDS - start))
  sql "DO \$\$ BEGIN FOR i IN 1..$tables LOOP EXECUTE format('INSERT INTO many_%s (first_name) VALUES (''a'')', i); END LOOP; END \$\$"
  start=$SECONDS
  drained
  report "$tables tables: seconds for the first row of each, whose topics Connect creates" $((SECONDS - start))
  report "$tables tables: worker, KiB of live heap per table" "$(calc "($(live_heap "$worker")-$before_heap)*1024/$tables")"
  report "$tables tables: worker, KiB outside the heap per table" "$(calc "($(outside_heap "$worker")-$before_outside)*1024/$tables")"
  report "$tables tables: broker, KiB per table" "$(calc "($(memory "$broker")-$before_broker)*1024/$tables")"
  report "$tables tables: broker, open files per table" "$(calc "$(ls "/proc/$broker/fd" | wc -l)/$tables")"
  report "$tables tables: KiB on Kafka's disk per table" "$(calc "$(du -sk "$CDC_HOME/kafka" | cut -f1)/$tables")"
}

for part in "$@"; do "$part"; done
