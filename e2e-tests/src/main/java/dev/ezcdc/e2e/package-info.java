/**
 * The composition root: the one place that knows stack, load and consumer alike.
 *
 * <pre>
 * Cdc ── cli      the commands that a person types
 *         ├─ demo    everything at once, with a summary
 *         └─ ledger  what was committed, beside what arrived
 * </pre>
 */
@NullMarked
package dev.ezcdc.e2e;

import org.jspecify.annotations.NullMarked;
