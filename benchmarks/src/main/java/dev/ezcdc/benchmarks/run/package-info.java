/**
 * The JMH benchmarks and {@code ./cdc bench}, which runs them.
 *
 * <pre>
 * Corpus ──(ring of 1,024 records)──▶ DecodeBenchmark ◀──(Decoder)── Contender
 *    └──────────▶ ContenderAgreement: first compares every contender with a reference reading
 * DecodeBenchCommand runs both and writes a Report: Markdown, SVG, JMH's JSON
 * </pre>
 */
@NullMarked
package dev.ezcdc.benchmarks.run;

import org.jspecify.annotations.NullMarked;
