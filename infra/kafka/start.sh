#!/usr/bin/env bash
# Starts compose's broker with TLS. The user of its clients must exist before the first of them logs in, so it is created when
# the log is formatted; the image's own start then finds a formatted log.
set -euo pipefail
if [ ! -e "$KAFKA_LOG_DIRS/meta.properties" ]; then
  config=$(mktemp)
  cat >"$config" <<EOF
process.roles=$KAFKA_PROCESS_ROLES
node.id=$KAFKA_NODE_ID
controller.quorum.voters=$KAFKA_CONTROLLER_QUORUM_VOTERS
controller.listener.names=CONTROLLER
listeners=CONTROLLER://localhost:9093,INTERNAL://:9092
advertised.listeners=INTERNAL://localhost:9092
listener.security.protocol.map=CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT
inter.broker.listener.name=INTERNAL
log.dirs=$KAFKA_LOG_DIRS
EOF
  # In a file, because every process can read the arguments of another one.
  /opt/kafka/bin/kafka-storage.sh format --cluster-id "${CLUSTER_ID:-5L6g3nShT-eMCtK--X86sw}" --config "$config" \
    @/run/secrets/kafka_user
  rm "$config"
fi
exec /etc/kafka/docker/run
