package dev.ezcdc.consumer.internal.connect;

import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerNotice;
import dev.ezcdc.consumer.Health;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reports the reason for a wait, when it begins or changes and then every few seconds, and its end. Confined to the polling
 * thread.
 */
public final class WaitReporter {

    private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

    private final ConsumerListener listener;
    private final HealthTracker health;
    private @Nullable String reason;
    private long waitingSinceNanos;
    private long reportedAtNanos;

    public WaitReporter(ConsumerListener listener, HealthTracker health) {
        this.listener = listener;
        this.health = health;
    }

    void waitingFor(String newReason) {
        health.set(Health.State.WAITING, newReason);
        long now = System.nanoTime();
        if (reason == null) {
            waitingSinceNanos = now;
        } else if (newReason.equals(reason) && now - reportedAtNanos < INTERVAL_NANOS) {
            return;
        }
        reason = newReason;
        reportedAtNanos = now;
        long seconds = secondsUntil(now);
        listener.onNotice(new ConsumerNotice(
                ConsumerNotice.Kind.WAITING,
                "waiting for " + newReason + (seconds == 0 ? "" : " (" + seconds + " s so far)")));
    }

    void done() {
        health.set(Health.State.RUNNING, null);
        if (reason != null) {
            reason = null;
            long seconds = secondsUntil(System.nanoTime());
            listener.onNotice(new ConsumerNotice(
                    ConsumerNotice.Kind.READY, seconds == 0 ? "ready" : "ready after " + seconds + " s"));
        }
    }

    private long secondsUntil(long nowNanos) {
        return Duration.ofNanos(nowNanos - waitingSinceNanos).toSeconds();
    }
}
