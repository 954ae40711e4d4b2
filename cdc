#!/usr/bin/env bash
# Runs a command, after building whatever is missing or stale. Help and usage errors never build: ./cdc --help
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
built=$root/cli/target/.built
benchmarks_built=$root/benchmarks/target/.built

say() { echo "cdc: $*" >&2; }

# One command a line, indented by two spaces: the list of known commands below is read from this text.
usage() {
  cat <<'EOF'
Usage: ./cdc COMMAND [OPTIONS]
Change data capture with PostgreSQL, Debezium and Kafka on your machine.

Start here
  demo          Run everything and watch changes arrive

Stack
  up            Start or repair the stack
  status        Show servers, connector and slot
  connectors    List, change and repair connectors
  failover      Make the standby the primary
  exporter      Serve metrics of slots, connectors and lag
  grant         Print the SQL for a connector's rights
  certificates  Create certificates and passwords for Compose
  sql           Run a statement on the stack's PostgreSQL
  down          Stop the stack and keep its data

Data
  load          Write realistic rows
  consume       Print changes as they arrive
  dead-letters  List or replay failed records

Measure
  latency       Break down INSERT-to-consumer latency
  audit         Inject faults and check for lost changes
  bench         Benchmark the decoder or the consumer

Run './cdc COMMAND --help' for details.
Exit status: 0 success, 1 check failed, 2 usage error.
EOF
}

commands=$(usage | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p')

# similar WORD COMMAND: whether WORD starts COMMAND, or differs from it by one wrong, missing, extra or swapped letter.
similar() {
  local word=$1 command=$2 i head tail
  [ ${#word} -ge 2 ] || return 1
  case $command in "$word"*) return 0 ;; esac
  for ((i = 0; i <= ${#command}; i++)); do
    head=${command:0:i} tail=${command:i}
    case $word in
      "$head"?"${tail:1}" | "$head${tail:1}" | "$head"?"$tail" | "$head${tail:1:1}${tail:0:1}${tail:2}") return 0 ;;
    esac
  done
  return 1
}

# usage_error WORD: reports a word that is not a command, with a similar command if there is one.
usage_error() {
  local kind=command hint='' command
  case $1 in -*) kind=option ;; esac
  for command in $commands; do
    if similar "$1" "$command"; then hint=" Did you mean '$command'?"; break; fi
  done
  say "unknown $kind '$1'.$hint Run './cdc --help' for the list."
  exit 2
}

case ${1:-} in
  '' | -h | --help) usage; exit 0 ;;
  help) [ $# -gt 1 ] || { usage; exit 0; } ;; # help COMMAND is the command line's
  -V | --version) echo "ez-cdc $(sed -n '/^  <version>/{s/.*<version>\(.*\)<\/version>.*/\1/p;q;}' "$root/pom.xml")"; exit 0 ;;
  corpus) ;; # for maintainers, and therefore not in the list
  *) case " ${commands//$'\n'/ } " in *" $1 "*) ;; *) usage_error "$1" ;; esac ;;
esac

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
command -v "$java" >/dev/null || { say "java not found. Install JDK 17 or newer, or set JAVA_HOME."; exit 1; }

# Java decodes arguments and file names with the locale's character set, and loses letters that it does not have.
if [ "$(locale charmap 2>/dev/null)" != UTF-8 ] && locale -a 2>/dev/null | grep -Eiq '^C\.utf-?8$'; then
  export LC_ALL=C.UTF-8
fi

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

# build MODULE STAMP FIRST OPTION...: packages a module and the modules it needs, quietly unless it fails; FIRST describes a
# first build. Error Prone and the second JIT compiler take nine tenths of a build's processor time, so they stay off.
build() {
  local module=$1 stamp=$2 note=$3 log=$root/$1/target/build.log failed=; shift 3
  command -v mvn >/dev/null || { say "mvn not found. Install Maven 3.8 or newer."; exit 1; }
  [ ! -e "$stamp" ] || note="sources have changed"
  say "building ($note)"
  mkdir -p "$root/$module/target"
  touch "$log.start"
  (cd "$root" && MAVEN_OPTS=${MAVEN_OPTS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC} \
    mvn -B package -DskipTests -Dezcdc.unchecked "$@" -pl "$module") >"$log" 2>&1 || failed=yes
  # Without its list of sources, Maven compiles a module again, so that the next `mvn verify` checks what this build did not.
  find "$root" -path '*/target/maven-status/*/createdFiles.lst' -newer "$log.start" \
    -exec sh -c 'rm -f "${1%/*}/inputFiles.lst"' sh {} \;
  if [ -n "$failed" ]; then
    grep -E '^\[ERROR\]|BUILD FAILURE' "$log" | head -20 >&2 || true
    say "build failed. See $log"
    exit 1
  fi
  touch "$stamp"
}

if [ "$1" = bench ] && [ "${2:-}" != consume ]; then
  shift
  ! stale "$benchmarks_built" envelope-model infra/plugins benchmarks || build benchmarks "$benchmarks_built" "first run: a minute or two"
  # For simdjson-java, which takes part on Java 24 and newer if the JDK has the Vector API.
  vector=()
  ! "$java" --list-modules | grep -Eq '^jdk\.incubator\.vector@(2[4-9]|[3-9])' || vector=(--add-modules jdk.incubator.vector)
  main=run.DecodeBenchCommand
  [ "${1:-}" != variations ] || main=variation.VariationBenchCommand
  # An environment variable because JMH writes the JVM's system properties into its results.
  EZCDC_ROOT=$root exec "$java" ${vector[@]+"${vector[@]}"} -cp "$root/benchmarks/target/benchmarks.jar" \
    "dev.ezcdc.benchmarks.$main" "$@"
fi

# train: starts and stops a stack in a temporary directory. As they stop, the servers write the archives of their classes,
# with which every later start takes half of the time. An error is left to the command itself, which reports it.
# A subshell, whose trap also stops the servers after Ctrl-C.
train() (
  say "starting the servers once, so that they start faster from now on"
  home=$(mktemp -d)
  trap '"$0" down --home "$home" >>"$built.log" 2>&1 || true; rm -rf "$home"' EXIT
  trap 'exit 130' INT TERM
  "$0" up --home "$home" --postgres-port=0 --kafka-port=0 --connect-port=0 >"$built.log" 2>&1 || true
)

if stale "$built" infra/plugins infra/servers/postgres infra/servers/kafka infra/servers/metrics infra/servers/connect tls infra envelope-model consumer \
  loadgen instruments cli || [ -n "$(find "$root/infra/postgres" "$root/infra/debezium" "$root/infra/monitoring" -newer "$built" -print -quit)" ]; then
  build cli "$built" "first run: downloads about 200 MB and takes about a minute" -Dmaven.test.skip
  case $1 in up | demo) compgen -G "$root/infra/servers/connect/target/*.jsa" >/dev/null || train ;; esac
fi

jvm=(-XX:+UseSerialGC -Xshare:auto)
case $1 in
  demo) jvm+=(-Xms32m -Xmn24m) ;;                                    # little memory next to the servers
  up | down | status | failover | connectors | grant | certificates | sql | help) jvm+=(-XX:TieredStopAtLevel=1) ;; # short commands: start quickly
  audit) jvm+=(-Xmx1g) ;;                                            # bounds the heap in a soak test
  latency) jvm+=(-Xms768m -Xmn512m) ;;                               # the measuring process should not pause
esac
exec "$java" "${jvm[@]}" -Dezcdc.root="$root" -cp "$root/cli/target/classes:$root/cli/target/lib/*" dev.ezcdc.cli.Cdc "$@"
