package dev.ezcdc.consumer.internal.connect;

import dev.ezcdc.consumer.Health;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the consumer's {@link Health} is written and read. Thread-safe. */
public final class HealthTracker {

    private volatile Health health = new Health(Health.State.NEW, Instant.now(), null);

    public Health get() {
        return health;
    }

    public void is(Health.State state, @Nullable String detail) {
        Health before = health;
        if (before.state() != state) {
            health = new Health(state, Instant.now(), detail);
        } else if (detail != null && !detail.equals(before.detail())) {
            health = new Health(state, before.since(), detail);
        }
    }
}
