# Functions for the scripts of compose-ha. They are read, not run.

# The server that may accept writes, by its host name. promote.sh changes it.
role_file=/var/lib/ez-cdc/primary

primary_name() {
  cat "$role_file" 2>/dev/null || echo database-1
}

other_name() { # other_name HOST
  if [ "$1" = database-1 ]; then echo database-2; else echo database-1; fi
}

# query HOST SQL: prints the rows, and fails if the server does not respond within a few seconds.
query() {
  PGPASSWORD=$(cat /run/secrets/database_password) PGCONNECT_TIMEOUT=2 timeout 10 \
    psql -XAtq -v ON_ERROR_STOP=1 -h "$1" -U cdctest -d cdctest -c "$2"
}

# role HOST: primary, standby, or nothing if the server does not respond.
role() {
  query "$1" "select case when pg_is_in_recovery() then 'standby' else 'primary' end" 2>/dev/null || true
}

# A slot that is temporary or invalidated does not survive a promotion.
ready_slots() { # ready_slots HOST
  query "$1" "select count(*) from pg_replication_slots
              where synced and not temporary and invalidation_reason is null"
}
