/** What was committed beside what arrived: the account by which loss is told. */
@NullMarked
package dev.ezcdc.e2e.ledger;

import org.jspecify.annotations.NullMarked;
