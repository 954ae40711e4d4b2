package dev.ezcdc.loadgen.cli;

import dev.ezcdc.loadgen.LoadProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Prints messages and progress to standard error: a live line on a terminal, otherwise a line every few seconds.
 * Thread-safe.
 */
final class Display {

    private static final long REDRAW_INTERVAL_MILLIS = 200;
    private static final long LINE_INTERVAL_MILLIS = 5_000;
    private static final double RATE_INTERVAL_SECONDS = 1;
    private static final String ERASE_LINE = "\r\u001b[2K";

    private final PrintWriter err;
    private final boolean terminal;
    private final boolean quiet;
    private boolean hasLine;
    private LoadProgress lastProgress = new LoadProgress(0, 0, 0, 0, 0, 0, 0);

    Display(PrintWriter err, boolean terminal, boolean quiet) {
        this.err = err;
        this.terminal = terminal;
        this.quiet = quiet;
    }

    /** Returns true if standard error is a terminal, as far as Java can determine. */
    static boolean isTerminal() {
        Path stderr = Path.of("/proc/self/fd/2");
        if (Files.isSymbolicLink(stderr)) {
            try {
                String target = Files.readSymbolicLink(stderr).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
            } catch (IOException e) {
                return false;
            }
        }
        return System.console() != null;
    }

    /** Prints a message, even in quiet mode. */
    synchronized void print(String message) {
        eraseLine();
        err.println(message);
        err.flush();
    }

    /** Displays the progress until the result is closed. */
    ProgressDisplay showProgress(Supplier<LoadProgress> progress) {
        if (quiet) {
            return () -> {};
        }
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "loadgen-display");
            thread.setDaemon(true);
            return thread;
        });
        long period = terminal ? REDRAW_INTERVAL_MILLIS : LINE_INTERVAL_MILLIS;
        timer.scheduleWithFixedDelay(() -> printProgress(progress.get()), period, period, TimeUnit.MILLISECONDS);
        return () -> {
            timer.shutdownNow();
            clear();
        };
    }

    private synchronized void printProgress(LoadProgress progress) {
        if (progress.seconds() == 0) {
            return;
        }
        String line = formatLine(lastProgress, progress);
        if (progress.seconds() - lastProgress.seconds() >= RATE_INTERVAL_SECONDS) {
            lastProgress = progress;
        }
        if (terminal) {
            err.print(ERASE_LINE + line);
            hasLine = true;
        } else {
            err.println(line);
        }
        err.flush();
    }

    private synchronized void clear() {
        eraseLine();
        err.flush();
    }

    private void eraseLine() {
        if (hasLine) {
            err.print(ERASE_LINE);
            hasLine = false;
        }
    }

    /** Formats a line of at most 80 columns. The rate is the average between the two progress values. */
    static String formatLine(LoadProgress before, LoadProgress now) {
        double seconds = now.seconds() - before.seconds();
        double rate = seconds <= 0 ? 0 : (now.rows() - before.rows()) / seconds;
        String share = now.totalRows() == Long.MAX_VALUE
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%3.0f%% ",
                        100.0 * Math.min(1, (double) (now.rows() + now.errors()) / now.totalRows()));
        String text = String.format(
                Locale.ROOT,
                "%s%s rows  %s/s  %d in flight  %s errors  p50 %s p99 %s  %s",
                share,
                formatCount(now.rows()),
                formatCount(Math.round(rate)),
                now.inFlight(),
                formatCount(now.errors()),
                formatMicros(now.statementP50Micros()),
                formatMicros(now.statementP99Micros()),
                Duration.ofSeconds((long) now.seconds()).toString().substring(2).toLowerCase(Locale.ROOT));
        return text.length() <= 80 ? text : text.substring(0, 80);
    }

    private static String formatCount(long number) {
        return number < 10_000_000
                ? String.format(Locale.ROOT, "%,d", number)
                : String.format(Locale.ROOT, "%,.1fM", number / 1e6);
    }

    private static String formatMicros(double micros) {
        return micros < 1_000
                ? String.format(Locale.ROOT, "%.0fµs", micros)
                : String.format(Locale.ROOT, "%.1fms", micros / 1e3);
    }

    /** A running progress display. */
    @FunctionalInterface
    interface ProgressDisplay extends AutoCloseable {
        @Override
        void close();
    }
}
