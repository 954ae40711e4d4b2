/** Captures Debezium's records from real database servers, with the rows that the servers return. */
@NullMarked
package dev.ezcdc.corpora;

import org.jspecify.annotations.NullMarked;
