#!/usr/bin/env bash
# Starts a database of compose-ha: start-ha.sh -c NAME=VALUE…
# The server that the role file names is the primary, and the other one its standby. A former primary must never accept writes
# again, so it starts with a new copy of the database.
set -euo pipefail
. /opt/ez-cdc/ha.sh
self=$HOSTNAME
primary=$(primary_name)
password_file=/var/run/postgresql/standby.pass

as_postgres() {
  setpriv --reuid=postgres --regid=postgres --clear-groups env "$@"
}

write_password_file() {
  install -m 600 -o postgres -g postgres /dev/null "$password_file"
  # In this file, colons and backslashes have a meaning.
  sed 's/[:\\]/\\&/g; s/^/*:*:*:standby:/' /run/secrets/standby >"$password_file"
}

copy_database() {
  echo "$self: waiting for the primary, $primary"
  until [ "$(role "$primary")" = primary ]; do sleep 1; done
  query "$primary" "select pg_create_physical_replication_slot('standby', true)
                    where not exists (select from pg_replication_slots where slot_name = 'standby')" >/dev/null
  # Renamed at the end, so an incomplete copy is never used.
  rm -rf "$PGDATA.part"
  install -d -o postgres -g postgres -m 700 "$PGDATA.part"
  as_postgres PGPASSFILE="$password_file" pg_basebackup --no-password --checkpoint=fast --wal-method=stream \
    --host="$primary" --username=standby --slot=standby --pgdata="$PGDATA.part"
  # The copy of a protected primary would wait for a standby after its promotion.
  sed -i '/^synchron/d' "$PGDATA.part/postgresql.auto.conf"
  as_postgres touch "$PGDATA.part/standby.signal"
  rm -rf "$PGDATA"
  mv "$PGDATA.part" "$PGDATA"
}

write_password_file
if [ "$self" != "$primary" ]; then
  if [ -s "$PGDATA/PG_VERSION" ] && [ ! -e "$PGDATA/standby.signal" ]; then
    echo "$self: now the standby of $primary. The data of its time as primary is in $PGDATA.old"
    rm -rf "$PGDATA.old"
    mv "$PGDATA" "$PGDATA.old"
  fi
  [ -s "$PGDATA/PG_VERSION" ] || copy_database
fi
# A primary ignores these two. Without dbname, slots are not copied.
exec bash /opt/ez-cdc/start.sh "$@" -c primary_slot_name=standby \
  -c "primary_conninfo=host=$primary user=standby dbname=cdctest passfile=$password_file application_name=standby connect_timeout=2"
