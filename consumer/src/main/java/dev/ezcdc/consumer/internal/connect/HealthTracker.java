package dev.ezcdc.consumer.internal.connect;

import dev.ezcdc.consumer.Health;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Holds the current {@link Health} of a consumer. Thread-safe for one writer and any number of readers. */
public final class HealthTracker {

    private volatile Health health = new Health(Health.State.NEW, Instant.now(), null);

    public Health get() {
        return health;
    }

    /** Sets the state. If it does not change, {@code since} stays, and a null detail keeps the previous one. */
    public void set(Health.State state, @Nullable String detail) {
        Health previous = health;
        if (previous.state() != state) {
            health = new Health(state, Instant.now(), detail);
        } else if (detail != null && !detail.equals(previous.detail())) {
            health = new Health(state, previous.since(), detail);
        }
    }
}
