/** Where the milliseconds go: insert to consumer, hop by hop, under a choice of settings. */
@NullMarked
package dev.ezcdc.e2e.latency;

import org.jspecify.annotations.NullMarked;
