/** Matches commits with the events that arrived. Commits left unmatched are lost changes. */
@NullMarked
package dev.ezcdc.instruments.ledger;

import org.jspecify.annotations.NullMarked;
