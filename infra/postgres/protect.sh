#!/usr/bin/env bash
# Protects compose-ha against the loss of the primary. Once the standby streams and has a copy of each failover slot, commits
# wait for the standby (synchronous_standby_names), and so does the connector (synchronized_standby_slots). Without both, a
# failover can lose changes. After a failover it waits for the new standby.
set -euo pipefail
. /opt/ez-cdc/ha.sh

protect() { # protect PRIMARY STANDBY: fails as long as the primary is not protected
  local slots streaming settings
  slots=$(query "$1" "select count(*) from pg_replication_slots where failover and slot_type = 'logical'") || return 1
  streaming=$(query "$1" "select count(*) from pg_stat_replication
                          where application_name = 'standby' and state = 'streaming'") || return 1
  if [ "$slots" = 0 ] || [ "$streaming" = 0 ]; then
    return 1
  elif [ "$(ready_slots "$2")" != "$slots" ]; then
    # A slot is copied once the primary has logged its running transactions, which it does every 15 seconds. The standby looks
    # every 30. These two calls save the waits.
    query "$1" "select pg_log_standby_snapshot()" >/dev/null
    query "$2" "select pg_reload_conf()" >/dev/null
    return 1
  fi
  settings=$(query "$1" "select concat_ws(' ', current_setting('synchronous_standby_names'),
                                               current_setting('synchronized_standby_slots'))") || return 1
  [ "$settings" != "standby standby" ] || return 0
  query "$1" "alter system set synchronized_standby_slots = 'standby'" &&
    query "$1" "alter system set synchronous_standby_names = 'standby'" &&
    query "$1" "select pg_reload_conf()" >/dev/null &&
    echo "$1 is protected by $2"
}

while true; do
  protected=no
  for primary in database-1 database-2; do
    standby=$(other_name "$primary")
    if [ "$(role "$primary")" = primary ] && [ "$(role "$standby")" = standby ] && protect "$primary" "$standby"; then
      protected=yes
    fi
  done
  if [ $protected = yes ]; then touch /tmp/protected; else rm -f /tmp/protected; fi
  sleep 1
done
