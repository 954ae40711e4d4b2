/** The audit's workload and the ledger of committed transactions. */
@NullMarked
package dev.ezcdc.instruments.audit.work;

import org.jspecify.annotations.NullMarked;
