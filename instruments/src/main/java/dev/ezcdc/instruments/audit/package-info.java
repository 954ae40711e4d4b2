/**
 * {@code ./cdc audit}: injects faults and checks from the database whether a change was lost.
 *
 * <pre>
 * work        AuditWorkload ──SQL──▶ PostgreSQL     every commit, by transaction and row ──▶ TransactionLedger
 * fault       Fault ──▶ the servers, the connector, the data, the consumers
 * invariant   Evidence (ledger, records, tables) ──▶ the rules that must hold
 * audit       AuditRun: load, fault, recovery, verification; SoakPlan; AuditReport
 * </pre>
 */
@NullMarked
package dev.ezcdc.instruments.audit;

import org.jspecify.annotations.NullMarked;
