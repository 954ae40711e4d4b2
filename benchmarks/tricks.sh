#!/usr/bin/env bash
# What each trick of the decoder brings: ezcdc as it is, and then with one trick taken out at a time, each in a copy of
# the last commit. Takes two to three minutes for each; leave the machine alone meanwhile. Prints a table.
#
#   benchmarks/tricks.sh [FORKS]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
forks=${1:-2}
copy=$(mktemp -d)
trap 'git -C "$root" worktree remove --force "$copy"' EXIT
git -C "$root" worktree add -q --detach "$copy" HEAD
json=envelope-model/src/main/java/dev/ezcdc/envelope/json

# build: quiet unless it fails; the checks of the code's style are no matter here.
build() { (cd "$copy" && mvn -q -B package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl benchmarks >&2); }

# measure CORPORA: lines of "corpus ns ± bytes".
measure() {
  java -jar "$copy/benchmarks/target/benchmarks.jar" DecodeBenchmark -p contender=ezcdc -p "corpus=$1" \
    -f "$forks" -wi 5 -w 1s -i 5 -r 1s -prof gc -rf csv -rff "$copy/result.csv" >"$copy/jmh.log"
  awk -F, '{ gsub(/"/, "") } $1 ~ /decode$/ { ns[$NF] = $5; error[$NF] = $6 } $1 ~ /alloc.rate.norm/ { bytes[$NF] = $5 }
    END { for (c in ns) printf "%s %.0f %.0f %.0f\n", c, ns[c], error[c], bytes[c] }' "$copy/result.csv"
}

# without TRICK FILE SED CORPORA
without() {
  sed "$3" "$copy/$json/$2" >"$copy/changed"
  if cmp -s "$copy/changed" "$copy/$json/$2"; then
    echo "tricks: $2 has changed, so that \"$1\" cannot be taken out" >&2
    return
  fi
  cp "$copy/changed" "$copy/$json/$2"
  build
  measure "$4" | while read -r corpus ns error bytes; do
    read -r _ full full_error full_bytes < <(grep "^$corpus " "$copy/full")
    echo "| $1 | $corpus | $ns ± $error | $full ± $full_error | $bytes | $full_bytes |"
  done
  git -C "$copy" checkout -q -- "$json/$2"
}

build
measure customerCreate,customerCreateSchemaless,wideCreate,twentyTables,mySqlUpdate,largeJson >"$copy/full"
echo "| trick | corpus | ns/op without | with | bytes/op without | with |"
echo "|---|---|--:|--:|--:|--:|"
without "the fast path" EnvelopeDecoder.java 's/return fastPath.tryDecode(key, value);/return null;/' \
  customerCreate,customerCreateSchemaless,wideCreate
without "expected bytes compared as words" Literal.java 's/if (at + 8 > bytes.length) {/if (at >= 0) {/' \
  customerCreate,wideCreate
without "UTC timestamps digit by digit" UtcTimestamps.java 's/if (length <= SECONDS_END/if (length > 0/' \
  wideCreate,twentyTables
without "MySQL's source expected as PostgreSQL's is" SourceShape.java 's/return MySqlSourceShape.like(.*);/return null;/' \
  mySqlUpdate
without "escapes in the fast path" Unescaper.java 's/int length = unescape(in, plain, in - start);/int length = -1;/' \
  wideCreate,largeJson
