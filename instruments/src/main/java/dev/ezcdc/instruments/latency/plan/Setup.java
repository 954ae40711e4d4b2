package dev.ezcdc.instruments.latency.plan;

import dev.ezcdc.infra.profile.Profile;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one measurement.
 *
 * @param profile the profile, including all changes to it
 * @param sweepSetting the setting that a sweep varies, such as {@code poll.interval.ms=10}; null without a sweep
 */
public record Setup(Profile profile, @Nullable String sweepSetting) {
    /** Returns a label that is unique among the setups of a command. */
    public String label() {
        return sweepSetting == null ? profile.name() : profile.name() + " " + sweepSetting;
    }
}
