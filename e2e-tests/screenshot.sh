#!/usr/bin/env bash
# Takes the README's screenshot of the dashboard, docs/page.png, from a running demo.
# Needs Debian's chromium and chromium-driver. SECONDS_BEFORE (45) is the time to fill the charts.
#
#   e2e-tests/screenshot.sh [FILE [light|dark [WIDTH HEIGHT [SCALE]]]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
file=$(realpath -m "${1:-docs/page.png}")
mkdir -p "$(dirname "$file")"
home=$(mktemp -d)
mvn -q -B test-compile dependency:build-classpath -pl consumer -Dmdep.outputFile="$home/classpath" -Dmdep.includeScope=test

./cdc demo --home "$home" --postgres-port 0 --kafka-port 0 --connect-port 0 --watch-port 0 --rate 25 >"$home/out" 2>"$home/err" &
demo=$!
trap 'kill "$demo" 2>/dev/null && wait "$demo"; rm -rf "$home"' EXIT
until grep -q 'streaming after' "$home/err"; do
  kill -0 "$demo" 2>/dev/null || { cat "$home/err" >&2; exit 1; }
  sleep 0.2
done
sleep "${SECONDS_BEFORE:-45}" # fills the charts
page=$(sed -n 's/.*watch it at //p' "$home/err")
java -cp "consumer/target/test-classes:consumer/target/classes:$(cat "$home/classpath")" \
  dev.ezcdc.consumer.dashboard.Screenshot "$page" "$file" "${@:2}"
ls -l "$file"
