/**
 * The stack that a change travels through: PostgreSQL, Kafka Connect with Debezium's connector, Kafka.
 *
 * <pre>
 *   Stack ── ExternalStack    someone else's servers, by their addresses
 *     └── FaultableStack
 *           └── EmbeddedStack three processes of our own, which outlive the JVM that started them
 *
 *   EmbeddedStack ─┬─ ServerProcess × 3   start, find again, signal; one Server each says how
 *                  └─ Capture             the connector: checks, registration, "does it stream?"
 *   ExternalStack ─── Capture
 * </pre>
 *
 * Every expected failure is a {@link dev.ezcdc.infra.StackException}, whose message names the cause and the remedy.
 */
@NullMarked
package dev.ezcdc.infra;

import org.jspecify.annotations.NullMarked;
