/**
 * The stack that captures changes: PostgreSQL, Kafka Connect with Debezium's connector, and Kafka.
 *
 * <pre>
 *   Stack ── ExternalStack     existing servers, identified by their addresses
 *     └── ManagedStack         servers that can be killed, paused and restarted one at a time
 *           └── ReplicatedStack      … and whose PostgreSQL can have a standby
 *                 └── EmbeddedStack  local processes that outlive the JVM that started them
 * </pre>
 *
 * <p>Packages, each of which depends only on those above it:
 *
 * <pre>
 * infra      the interfaces and their values (this package)
 * os         processes, ports, files
 * profile    the settings of a stack
 * server     installs, starts and stops each server
 * database   JDBC addresses, queries, LSNs
 * connector  registers the connector, waits until it streams, restarts it
 * replication  creates PostgreSQL's standby, and fails over to it
 * health     inspects servers, connector and slot; detects a moved slot
 * run        the stacks
 * </pre>
 *
 * <p>Every expected failure is a {@link dev.ezcdc.infra.StackException} whose message states the cause and the remedy.
 */
@NullMarked
package dev.ezcdc.infra;

import org.jspecify.annotations.NullMarked;
