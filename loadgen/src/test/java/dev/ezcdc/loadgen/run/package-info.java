/** Tests of runs against a real PostgreSQL, including lost connections, and of the pacing, without a server. */
@NullMarked
package dev.ezcdc.loadgen.run;

import org.jspecify.annotations.NullMarked;
