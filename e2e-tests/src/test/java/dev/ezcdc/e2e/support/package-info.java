/** Stacks, brokers, commands and topics for the tests. */
@NullMarked
package dev.ezcdc.e2e.support;

import org.jspecify.annotations.NullMarked;
