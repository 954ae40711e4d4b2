#!/usr/bin/env bash
# Starts compose's database: start.sh -c NAME=VALUE…
# The owner's password is a secret, and not a variable that `docker inspect` shows. It is read here because not every image
# with this entry point knows POSTGRES_PASSWORD_FILE.
set -euo pipefail
POSTGRES_PASSWORD=$(cat /run/secrets/database_password)
export POSTGRES_PASSWORD
tls=()
if [ -e /run/secrets/server_key ]; then
  # PostgreSQL refuses a key that others can read, which the secret must be.
  install -o postgres -g postgres -m 600 /run/secrets/server_key /var/lib/postgresql/server.key
  tls=(-c ssl=on -c ssl_cert_file=/run/secrets/server_certificate -c ssl_key_file=/var/lib/postgresql/server.key
    -c hba_file=/opt/ez-cdc/pg_hba.conf)
fi
exec docker-entrypoint.sh postgres "$@" "${tls[@]}"
