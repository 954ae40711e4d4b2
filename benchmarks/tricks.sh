#!/usr/bin/env bash
# Measures the effect of each optimization of the decoder: first the unchanged decoder, then copies of the last commit
# with one optimization removed at a time. Each takes two to three minutes; keep the machine idle. Prints a table.
#
#   benchmarks/tricks.sh [FORKS]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
forks=${1:-2}
copy=$(mktemp -d)
trap 'git -C "$root" worktree remove --force "$copy"' EXIT
git -C "$root" worktree add -q --detach "$copy" HEAD
json=envelope-model/src/main/java/dev/ezcdc/envelope/json

# build: prints nothing unless it fails. Formatting checks are skipped.
build() { (cd "$copy" && mvn -q -B package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl benchmarks >&2); }

# measure CORPORA: prints lines of "corpus ns error bytes".
measure() {
  java -jar "$copy/benchmarks/target/benchmarks.jar" DecodeBenchmark -p contender=ezcdc -p "corpus=$1" \
    -f "$forks" -wi 5 -w 1s -i 5 -r 1s -prof gc -rf csv -rff "$copy/result.csv" >"$copy/jmh.log"
  awk -F, '{ gsub(/"/, "") } $1 ~ /decode$/ { ns[$NF] = $5; error[$NF] = $6 } $1 ~ /alloc.rate.norm/ { bytes[$NF] = $5 }
    END { for (c in ns) printf "%s %.0f %.0f %.0f\n", c, ns[c], error[c], bytes[c] }' "$copy/result.csv"
}

# without OPTIMIZATION FILE SED CORPORA: measures with the change SED makes to FILE, and prints table rows.
without() {
  sed "$3" "$copy/$json/$2" >"$copy/changed"
  if cmp -s "$copy/changed" "$copy/$json/$2"; then
    echo "tricks: cannot remove \"$1\": its pattern does not match $2. Update the pattern in this script." >&2
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
echo "| optimization | corpus | ns/op without | with | bytes/op without | with |"
echo "|---|---|--:|--:|--:|--:|"
without "fast path" EnvelopeDecoder.java 's/return fastPath.tryDecode(key, value);/return null;/' \
  customerCreate,customerCreateSchemaless,wideCreate
without "comparison of expected bytes as 8-byte words" internal/bytes/ExpectedBytes.java 's/if (at + 8 > bytes.length) {/if (at >= 0) {/' \
  customerCreate,wideCreate
without "parsing of UTC timestamps digit by digit" internal/bytes/UtcTimestamps.java 's/if (text.length() <= TIME_START$/if (text.length() > 0/' \
  wideCreate,twentyTables
without "fast path for MySQL's source block" internal/fast/LayoutParser.java 's/return source instanceof MySqlSource .*;/return null;/' \
  mySqlUpdate
without "escapes in the fast path" internal/bytes/Unescaper.java 's/int length = unescape(in, plain, in - start);/int length = -1;/' \
  wideCreate,largeJson
