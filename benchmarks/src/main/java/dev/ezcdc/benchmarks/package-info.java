/**
 * How long decoding takes, for this project's decoder and for the others on the JVM, on equal work and equal input.
 *
 * <pre>
 * Corpus ──(ring of 1,024 records)──▶ DecodeBenchmark ◀──(Decoder)── Contender
 *    └──────────▶ Agreement: every contender against a plain reading, first
 * BenchCommand runs both, and writes a Report: Markdown, SVG, JMH's JSON
 * </pre>
 */
@NullMarked
package dev.ezcdc.benchmarks;

import org.jspecify.annotations.NullMarked;
