#!/usr/bin/env bash
# Registers a connector with the first worker that accepts it: register.sh FILE WORKER…
# A connector that exists keeps its configuration.
set -euo pipefail
file=$1
shift
while true; do
  for worker in "$@"; do
    answer=$(curl -sS -m 60 -w '\n%{http_code}' -X POST -H 'Content-Type: application/json' \
      --data "@/opt/debezium/$file" "http://$worker:8083/connectors" 2>&1) || true
    case $answer in
      *$'\n'201) echo "registered with $worker"; exit 0 ;;
      *'already exists'*$'\n'409) echo "registered before"; exit 0 ;;
      # The configuration is wrong, or the database does not respond yet.
      *) echo "$worker: $answer" ;;
    esac
  done
  sleep 2
done
