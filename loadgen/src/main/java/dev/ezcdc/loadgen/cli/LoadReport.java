package dev.ezcdc.loadgen.cli;

import dev.ezcdc.loadgen.LoadSummary;
import java.io.PrintWriter;

/**
 * Prints the summary of a run and decides the exit status.
 *
 * @param out receives the summary
 * @param display receives messages
 * @param json true to print the summary as JSON
 */
record LoadReport(PrintWriter out, Display display, boolean json) {

    static final int EXIT_FAILED = 1;
    private static final int EXIT_NOTHING_WRITTEN = 3;

    /** Prints the summary of a complete run, and returns the exit status. */
    int print(LoadSummary summary, int batchSize) {
        printSummary(summary);
        if (summary.isNothingWritten()) {
            display.print("Nothing was written: " + summary.failed() + " changes failed and " + summary.skipped()
                    + " were skipped."
                    + (batchSize == 1 ? "" : "\nOne failed row undoes its whole transaction. Try --batch 1."));
            return EXIT_NOTHING_WRITTEN;
        }
        return summary.errors() == 0 ? 0 : EXIT_FAILED;
    }

    /** Prints the summary of a run that ended early, if it sent anything, and returns the exit status. */
    int printAborted(LoadSummary summary) {
        if (summary.attempted() > 0) {
            printSummary(summary);
        }
        return summary.isNothingWritten() && summary.failed() > 0 ? EXIT_NOTHING_WRITTEN : EXIT_FAILED;
    }

    private void printSummary(LoadSummary summary) {
        out.println(json ? SummaryFormat.formatJson(summary) : SummaryFormat.formatTable(summary));
        out.flush();
    }
}
