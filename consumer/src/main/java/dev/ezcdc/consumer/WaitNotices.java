package dev.ezcdc.consumer;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says what is waited for: at once, then every few seconds, and when it is over. */
final class WaitNotices {

    private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final Consumer<String> notices;
    private @Nullable String what;
    private long sinceNanos;
    private long saidNanos;

    WaitNotices(Consumer<String> notices) {
        this.notices = notices;
    }

    void forThis(String newWhat) {
        long now = System.nanoTime();
        if (what == null) {
            sinceNanos = now;
        } else if (newWhat.equals(what) && now - saidNanos < EVERY_NANOS) {
            return;
        }
        what = newWhat;
        saidNanos = now;
        notices.accept("waiting for " + newWhat + seconds(now, " (", " s so far)"));
    }

    void over() {
        if (what != null) {
            what = null;
            notices.accept("the waiting is over" + seconds(System.nanoTime(), ", after ", " s"));
        }
    }

    private String seconds(long nowNanos, String before, String after) {
        long seconds = Duration.ofNanos(nowNanos - sinceNanos).toSeconds();
        return seconds == 0 ? "" : before + seconds + after;
    }
}
