/**
 * The changes of {@code customers} in binary formats. The schemas are in {@code src/main/avro} and
 * {@code src/main/protobuf}, and the build generates their classes.
 */
@NullMarked
package dev.ezcdc.benchmarks.contender.binary;

import org.jspecify.annotations.NullMarked;
