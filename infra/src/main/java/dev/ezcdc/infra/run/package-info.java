/** The stacks: three local processes, or servers that others run. */
@NullMarked
package dev.ezcdc.infra.run;

import org.jspecify.annotations.NullMarked;
