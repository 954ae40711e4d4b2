/** The stacks: three local processes, or existing servers. */
@NullMarked
package dev.ezcdc.infra.run;

import org.jspecify.annotations.NullMarked;
