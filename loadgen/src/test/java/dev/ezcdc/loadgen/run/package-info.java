/** The rules of a run against a real PostgreSQL, also one whose connections break; and of its clock, without one. */
@NullMarked
package dev.ezcdc.loadgen.run;

import org.jspecify.annotations.NullMarked;
