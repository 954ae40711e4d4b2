/**
 * The JMH benchmarks and {@code ./cdc bench}, which runs them.
 *
 * <pre>
 * Corpus ──(ring of 1,024 records)──▶ DecodeBenchmark ◀──(Decoder)── Contender
 *    └──────────▶ ContenderAgreement: every contender against a plain reading, first
 * DecodeBenchCommand runs both and writes a Report: Markdown, SVG, JMH's JSON
 * </pre>
 */
@NullMarked
package dev.ezcdc.benchmarks.run;

import org.jspecify.annotations.NullMarked;
