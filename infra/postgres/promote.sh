#!/usr/bin/env bash
# Makes the standby of compose-ha the primary. Run it in the standby's container: promote.sh [--force]
set -euo pipefail
. /opt/ez-cdc/ha.sh
self=$HOSTNAME
other=$(other_name "$self")

refuse() {
  echo "cannot promote $self: $1" >&2
  exit 1
}

case $(role "$self") in
  primary) echo "$self is the primary"; exit 0 ;;
  standby) ;;
  *) refuse "PostgreSQL does not respond" ;;
esac
[ "$(role "$other")" != primary ] || refuse "$other is still the primary. Stop it first: docker compose -f infra/compose-ha.yaml stop $other"
if [ "${1:-}" != --force ] && [ "$(ready_slots "$self")" = 0 ]; then
  refuse "it has no copy of the connector's slot, so the connector would fail and need a new snapshot. --force promotes it all the same"
fi
# Before the promotion: from now on the other server can start only as a standby.
echo "$self" >"$role_file"
query "$self" "select pg_promote()" >/dev/null
echo "$self is the primary, without protection until $other is its standby: docker compose -f infra/compose-ha.yaml up -d $other"
