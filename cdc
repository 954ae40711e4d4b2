#!/usr/bin/env bash
# Builds what is missing or stale, then runs the command: ./cdc --help
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
built=$root/e2e-tests/target/.built
benchmarks_built=$root/benchmarks/target/.built

say() { echo "cdc: $*" >&2; }

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
command -v "$java" >/dev/null || { say "no java found; install JDK 17 or newer, or point JAVA_HOME at one"; exit 1; }

# stale STAMP MODULE...: whether a source of these modules is newer than the stamp.
stale() {
  local stamp=$1 module; shift
  [ -e "$stamp" ] || return 0
  local sources=("$root/pom.xml" "$root/.mvn")
  for module in "$@"; do
    sources+=("$root/$module/pom.xml")
    [ ! -d "$root/$module/src/main" ] || sources+=("$root/$module/src/main")
  done
  [ -n "$(find "${sources[@]}" -newer "$stamp" -print -quit)" ]
}

# build MODULE STAMP: packages a module and what it needs; quiet unless it fails.
build() {
  local log=$root/$1/target/build.log
  command -v mvn >/dev/null || { say "not built yet, and no mvn found; install Maven 3.8 or newer"; exit 1; }
  say "building $1 (the first time this takes a minute or two)"
  mkdir -p "$root/$1/target"
  if ! (cd "$root" && mvn -B package -DskipTests -pl "$1") >"$log" 2>&1; then
    grep -E '^\[ERROR\]|BUILD FAILURE' "$log" | head -20 >&2 || true
    say "the build failed; its log: $log"
    exit 1
  fi
  touch "$2"
}

if [ "${1:-}" = bench ] && [ "${2:-}" != consume ]; then
  shift
  ! stale "$benchmarks_built" envelope-model benchmarks || build benchmarks "$benchmarks_built"
  # For simdjson-java, which takes part on Java 24 and later where the Vector API is there.
  vector=()
  ! "$java" --list-modules | grep -Eq '^jdk\.incubator\.vector@(2[4-9]|[3-9])' || vector=(--add-modules jdk.incubator.vector)
  # Not as a property of the JVM: JMH writes those into its results.
  EZCDC_ROOT=$root exec "$java" ${vector[@]+"${vector[@]}"} -cp "$root/benchmarks/target/benchmarks.jar" dev.ezcdc.benchmarks.BenchCommand "$@"
fi

if stale "$built" infra/plugins infra/servers/postgres infra/servers/kafka infra/servers/connect infra envelope-model consumer loadgen e2e-tests \
  || [ -n "$(find "$root/infra/postgres" "$root/infra/debezium" -newer "$built" -print -quit)" ]; then
  build e2e-tests "$built"
fi

jvm=(-XX:+UseSerialGC -Xshare:auto)
case "${1:-}" in
  up | down | status | sql | '' | -*) jvm+=(-XX:TieredStopAtLevel=1) ;; # over in a moment: start quickly
  audit) jvm+=(-Xmx1g) ;;                                                # a bound that a soak comes to
  latency) jvm+=(-Xms768m -Xmn512m) ;;                                   # what measures should not pause
esac
exec "$java" "${jvm[@]}" -Dezcdc.root="$root" -cp "$root/e2e-tests/target/classes:$root/e2e-tests/target/lib/*" dev.ezcdc.e2e.Cdc "$@"
