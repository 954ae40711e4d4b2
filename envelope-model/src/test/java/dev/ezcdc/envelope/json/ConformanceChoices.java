package dev.ezcdc.envelope.json;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads from docs/reference/conformance.md the verdicts on cases that the JSON standard leaves open. */
final class ConformanceChoices {

    private static final Pattern SUITE_ROW = Pattern.compile("(?m)^\\| `(i_[^`]+)` \\| (accepted|rejected) \\|");

    private ConformanceChoices() {}

    /** Returns whether the decoder accepts each case, by its name in JSONTestSuite. */
    static Map<String, Boolean> readSuiteChoices(Path root) throws IOException {
        String table = Files.readString(root.resolve("docs/reference/conformance.md"));
        return SUITE_ROW.matcher(table).results().collect(toMap(row -> row.group(1), ConformanceChoices::accepted));
    }

    private static boolean accepted(MatchResult row) {
        return row.group(2).equals("accepted");
    }
}
