package dev.ezcdc.consumer.internal.connect;

import dev.ezcdc.consumer.Health;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says what is waited for: at once, then every few seconds, and when it is over. */
final class WaitReporter {

    private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final Consumer<String> notices;
    private final HealthTracker health;
    private @Nullable String what;
    private long sinceNanos;
    private long saidNanos;

    WaitReporter(Consumer<String> notices, HealthTracker health) {
        this.notices = notices;
        this.health = health;
    }

    void forThis(String newWhat) {
        health.is(Health.State.WAITING, newWhat);
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
        health.is(Health.State.RUNNING, null);
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
