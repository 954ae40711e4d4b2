#!/usr/bin/env bash
# Starts compose's database: start.sh -c NAME=VALUE…
# The owner's password is a secret, and not a variable that `docker inspect` shows. It is read here because not every image
# with this entry point knows POSTGRES_PASSWORD_FILE.
set -euo pipefail
POSTGRES_PASSWORD=$(cat /run/secrets/database_password)
export POSTGRES_PASSWORD
exec docker-entrypoint.sh postgres "$@"
