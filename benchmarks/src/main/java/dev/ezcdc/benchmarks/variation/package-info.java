/**
 * Updates in the forms that other pipelines write, and the time to decode them in relation to the form that is measured
 * elsewhere.
 */
@NullMarked
package dev.ezcdc.benchmarks.variation;

import org.jspecify.annotations.NullMarked;
