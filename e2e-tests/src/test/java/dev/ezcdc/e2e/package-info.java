/**
 * The rules that the whole keeps, on real servers: {@link dev.ezcdc.e2e.PipelineRules} on the embedded stack and, where
 * a container engine answers, on containers.
 */
@NullMarked
package dev.ezcdc.e2e;

import org.jspecify.annotations.NullMarked;
