package dev.ezcdc.loadgen;

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
 * What a person sees on standard error: messages, and how far the run is, as a bar that redraws itself on a terminal and
 * as a line every few seconds elsewhere. Thread-safe.
 */
final class Display {

    private static final long REDRAW_MILLIS = 200;
    private static final long LINE_MILLIS = 5_000;
    private static final int BAR_WIDTH = 24;
    private static final String ERASE_LINE = "\r\u001b[2K";

    private final PrintWriter err;
    private final boolean terminal;
    private final boolean quiet;
    private boolean barShown;

    Display(PrintWriter err, boolean terminal, boolean quiet) {
        this.err = err;
        this.terminal = terminal;
        this.quiet = quiet;
    }

    /** Whether standard error is a terminal, as far as Java can tell. */
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

    /** Something to know, even if it is quiet. */
    synchronized void always(String message) {
        eraseBar();
        err.println(message);
        err.flush();
    }

    /** Shows the progress until it is closed. */
    Running follow(Supplier<LoadProgress> progress) {
        if (quiet) {
            return () -> {};
        }
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "loadgen-display");
            thread.setDaemon(true);
            return thread;
        });
        long period = terminal ? REDRAW_MILLIS : LINE_MILLIS;
        timer.scheduleWithFixedDelay(() -> show(progress.get()), period, period, TimeUnit.MILLISECONDS);
        return () -> {
            timer.shutdownNow();
            end();
        };
    }

    private synchronized void show(LoadProgress progress) {
        if (progress.seconds() == 0) {
            return;
        }
        String line = line(progress);
        if (terminal) {
            err.print(ERASE_LINE + line);
            barShown = true;
        } else {
            err.println(line);
        }
        err.flush();
    }

    private synchronized void end() {
        eraseBar();
        err.flush();
    }

    private void eraseBar() {
        if (barShown) {
            err.print(ERASE_LINE);
            barShown = false;
        }
    }

    /** At most 80 columns. */
    static String line(LoadProgress progress) {
        double rate = progress.rows() / progress.seconds();
        String text = String.format(Locale.ROOT, "%,d rows  %,.0f/s", progress.rows(), rate);
        if (progress.totalRows() != Long.MAX_VALUE) {
            double share = Math.min(1, (double) (progress.rows() + progress.errors()) / progress.totalRows());
            int full = (int) (share * BAR_WIDTH);
            text = String.format(
                    Locale.ROOT,
                    "[%s%s] %3.0f%%  %s",
                    "#".repeat(full),
                    ".".repeat(BAR_WIDTH - full),
                    share * 100,
                    text);
        }
        String errors = progress.errors() == 0 ? "" : String.format(Locale.ROOT, "  %,d errors", progress.errors());
        return text + "  "
                + Duration.ofSeconds((long) progress.seconds())
                        .toString()
                        .substring(2)
                        .toLowerCase(Locale.ROOT) + errors;
    }

    /** A progress that is being shown. */
    @FunctionalInterface
    interface Running extends AutoCloseable {
        @Override
        void close();
    }
}
