package dev.ezcdc.instruments.latency.plan;

import dev.ezcdc.infra.profile.Profile;
import org.jspecify.annotations.Nullable;

/**
 * Settings under which is measured.
 *
 * @param profile with everything that was changed in it
 * @param swept what a sweep varies, as {@code poll.interval.ms=10}; null outside of one
 */
public record Setup(Profile profile, @Nullable String sweepSetting) {
    /** What tells it from the others. */
    public String label() {
        return sweepSetting == null ? profile.name() : profile.name() + " " + sweepSetting;
    }
}
