package dev.ezcdc.benchmarks.report;

import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.corpus.Corpus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Small reports with invented numbers. */
final class Reports {

    private Reports() {}

    static Report small() {
        return new Report(
                List.of(
                        new Measurement(
                                Contender.connectJsonConverter,
                                Corpus.customerCreate,
                                10_146.4,
                                99.6,
                                List.of(10_100.0, 10_200.0),
                                24_848.0),
                        new Measurement(
                                Contender.jacksonDatabind,
                                Corpus.customerCreate,
                                4_000,
                                40.0,
                                List.of(3_600.0, 5_500.0),
                                2_048.0),
                        new Measurement(Contender.ezcdc, Corpus.customerCreate, 250, 2.4, List.of(240.0, 275.0), 336.2),
                        new Measurement(
                                Contender.protobuf, Corpus.customerCreate, 500, 5.0, List.of(490.0, 510.0), 600.0),
                        new Measurement(Contender.ezcdc, Corpus.customerDelete, 260, 3.0, List.of(), null)),
                List.of(
                        new NewSchemaCost(Contender.ezcdc, 1, 9_000, 10.0),
                        new NewSchemaCost(Contender.ezcdc, 2, 10_000, 20.0),
                        new NewSchemaCost(Contender.jacksonTree, 1, 6_000, 20.0),
                        new NewSchemaCost(Contender.jacksonTree, 2, 12_000, 20.0)),
                Map.of(Corpus.customerCreate, 3_071L),
                new Machine("A <fast> & \"cool\" CPU", 2, 24L << 30, "Linux 6.1, amd64", "A VM 17 (A Vendor)", 0.25),
                Instant.parse("2026-11-22T08:00:00Z"),
                "./cdc bench decode",
                "average time, 1 fork",
                false);
    }

    static Report rough() {
        Report small = small();
        return with(small.measurements(), small.recordBytes(), true);
    }

    /** Returns a report in which a byte of 1 MiB costs ezcdc twice as much as one of 10 KiB. */
    static Report large() {
        return with(
                List.of(
                        new Measurement(Contender.ezcdc, Corpus.escapedText10KiB, 5_000, 1.0, List.of(), null),
                        new Measurement(Contender.ezcdc, Corpus.escapedText1MiB, 1_000_000, 1.0, List.of(), null),
                        new Measurement(Contender.dslJson, Corpus.escapedText1MiB, 1_000_000, 1.0, List.of(), null)),
                Map.of(Corpus.escapedText10KiB, 10_000L, Corpus.escapedText1MiB, 1_000_000L),
                false);
    }

    private static Report with(List<Measurement> measurements, Map<Corpus, Long> recordBytes, boolean rough) {
        Report small = small();
        return new Report(
                measurements,
                small.newSchemas(),
                recordBytes,
                small.machine(),
                small.date(),
                small.command(),
                small.settings(),
                rough);
    }
}
