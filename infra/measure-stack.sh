#!/usr/bin/env bash
# Compares the stack of this checkout with that of another one, in turns: start, memory and idle processor time.
#
#   infra/measure-stack.sh [--json] [--rounds N] [--builds] OTHER_CHECKOUT     --builds also builds fresh clones: minutes
#
# Prints the medians of both and the ratio, this ÷ other. Memory is the proportional set size of all processes of a stack.
set -euo pipefail
json= rounds=3 builds=
while [ $# -gt 1 ]; do
  case $1 in --json) json=yes ;; --builds) builds=yes ;; --rounds) rounds=$2; shift ;; *) break ;; esac
  shift
done
[ $# = 1 ] && [ -x "$1/cdc" ] || { sed -n '2,6s/^# \?//p' "$0" >&2; exit 2; }
this=$(cd "$(dirname "$0")/.." && pwd) other=$(cd "$1" && pwd) work=$(mktemp -d)
ports=(--postgres-port=0 --kafka-port=0 --connect-port=0)
finish() { for side in this other fresh-this fresh-other; do stop "$side"; done; rm -rf "$work"; }
trap finish EXIT
mkdir "$work/values"

root() { case $1 in this) echo "$this" ;; other) echo "$other" ;; *) echo "$work/clone-$1" ;; esac; }
cdc() { local side=$1; shift; CDC_HOME=$work/home-$side "$(root "$side")/cdc" "$@" 2>>"$work/log"; }
stop() { [ ! -d "$work/home-$1" ] || cdc "$1" down || true; }
now() { date +%s.%N; }
# record SIDE METRIC VALUE
record() { echo "$3" >>"$work/values/$2-$1"; }
# pids SIDE: the servers and their children
pids() { local pid; for pid in $(sed -n 's/^pid=//p' "$work/home-$1"/run/*.pid); do echo "$pid"; pgrep -P "$pid" || true; done; }
memory() { local pid; for pid in "$@"; do awk "/^Pss:/{print \$2}" "/proc/$pid/smaps_rollup" 2>/dev/null || true; done | awk "{s+=\$1}END{print s/1024}"; }
# The process's own time, in ticks of 10 ms.
ticks() { local pid; for pid in "$@"; do sed 's/(.*)/x/' "/proc/$pid/stat"; done | awk '{s+=$14+$15}END{print s}'; }
seconds() { grep -o '"seconds_to_streaming":[0-9.]*' | cut -d: -f2; }

# tree PID: a process and all that descend from it
tree() { local child; echo "$1"; for child in $(pgrep -P "$1"); do tree "$child"; done; }
# demo SIDE: the memory of ./cdc demo in all, its servers and its own JVM
demo() {
  cdc "$1" demo --no-watch --for 25s --rate 500 --json >/dev/null &
  local run=$!
  until [ -e "$work/home-$1/run/connect.pid" ]; do kill -0 "$run"; sleep 0.5; done
  sleep 20
  record "$1" demo_memory_mib "$(memory $(pids "$1") $(tree "$run"))"
  wait "$run"
}

# build SIDE: a fresh clone to its first change, and its first start compared with later ones, all on new data
build() {
  local side=fresh-$1 start first
  git clone -q "$(root "$1")" "$work/clone-$side"
  start=$(now)
  first=$(CDC_HOME=$work/home-$side "$work/clone-$side/cdc" demo --no-watch --for 10s --rate 500 "${ports[@]}" 2>&1 |
    awk '/streaming after/{print $4} / public.customers /&&!seen++{"date +%s.%N"|getline now; print now}' | tr '\n' ' ')
  read -r first change <<<"$first"
  record "$1" clone_to_first_change_seconds "$(awk "BEGIN{print $change-$start}")"
  cdc "$side" up --fresh --json >/dev/null
  record "$1" first_by_later_start "$(awk "BEGIN{print $first/$(cdc "$side" up --fresh --json | seconds)}")"
  stop "$side"
}

for side in this other; do cdc "$side" up --json "${ports[@]}" >/dev/null; cdc "$side" down; done # builds, writes archives
for ((i = 0; i < rounds; i++)); do
  for side in this other; do
    record "$side" warm_start_seconds "$(cdc "$side" up --json | seconds)"
    cdc "$side" load --rate 500 --for 20s >/dev/null &
    load=$!; sleep 18
    record "$side" loaded_memory_mib "$(memory $(pids "$side"))"
    wait "$load"; sleep 20
    before=$(ticks $(pids "$side")); sleep 20
    record "$side" idle_percent_of_a_core "$(awk "BEGIN{print ($(ticks $(pids "$side"))-$before)/20}")"
    cdc "$side" down
    demo "$side"
  done
done
[ -z "$builds" ] || for side in this other; do build "$side"; done

# summary FILE: median, least and largest
summary() { sort -n "$1" | awk '{v[NR]=$1}END{print v[int((NR+1)/2)], v[1], v[NR]}'; }
for file in "$work"/values/*-this; do
  metric=$(basename "$file" -this)
  read -r a a_min a_max <<<"$(summary "$file")"
  read -r b b_min b_max <<<"$(summary "$work/values/$metric-other")"
  ratio=$(awk "BEGIN{printf \"%.2f\", $a/$b}")
  if [ -n "$json" ]; then
    echo "{\"metric\":\"$metric\",\"this\":$a,\"other\":$b,\"ratio\":$ratio,\"rounds\":$(wc -l <"$file")," \
      "\"this_range\":[$a_min,$a_max],\"other_range\":[$b_min,$b_max]}"
  else
    printf '%-32s this %8.2f (%.2f to %.2f)   other %8.2f (%.2f to %.2f)   ratio %s\n' \
      "$metric" "$a" "$a_min" "$a_max" "$b" "$b_min" "$b_max" "$ratio"
  fi
done
