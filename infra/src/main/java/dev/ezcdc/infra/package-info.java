/**
 * The stack that a change passes through: PostgreSQL, Kafka Connect with Debezium's connector, Kafka.
 *
 * <pre>
 *   Stack ── ExternalStack     servers that others run, by their addresses
 *     └── ManagedStack
 *           └── EmbeddedStack  three local processes that outlive the JVM that started them
 * </pre>
 *
 * <p>The packages, each of which knows those before it:
 *
 * <pre>
 * infra      the interface and its values (this package)
 * os         processes, ports, files
 * profile    the settings of a stack
 * server     how each server is installed and started
 * database   JDBC addresses, queries, LSNs
 * connector  registers the connector, waits until it streams, restarts it
 * health     inspects servers, connector and slot; detects a moved slot
 * run        the stacks themselves
 * </pre>
 *
 * <p>Every expected failure is a {@link dev.ezcdc.infra.StackException}, whose message names the cause and the remedy.
 */
@NullMarked
package dev.ezcdc.infra;

import org.jspecify.annotations.NullMarked;
