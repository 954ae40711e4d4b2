package dev.ezcdc.instruments.latency.plan;

import dev.ezcdc.infra.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The setups of a command line: each profile with each value of the sweep.
 *
 * @param sweep a sweep as {@code key=a,b,c}; null for none
 */
public record SetupMatrix(List<String> profiles, @Nullable String sweep, Schemas schemas, boolean exactlyOnce) {

    /** Specifies whether messages contain their schema. */
    public enum Schemas {
        ON,
        OFF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String SWEEP_REASON = "varied by --sweep";
    private static final String JSON_CONVERTER = "org.apache.kafka.connect.json.JsonConverter";

    /**
     * Returns all setups.
     *
     * @param canConfigureServers whether settings of worker, broker and JVMs can be changed; if not, a profile's settings
     *     for those are omitted
     * @throws IllegalArgumentException if the sweep is malformed, or a setting cannot be changed
     */
    public List<Setup> expand(boolean canConfigureServers) {
        if (exactlyOnce && !canConfigureServers) {
            throw new IllegalArgumentException(
                    "--exactly-once requires a worker setting, which cannot be changed on an existing stack");
        }
        List<Setup> setups = new ArrayList<>();
        for (String name : profiles) {
            Profile profile = applyDelivery(applySchemas(Profile.load(name), canConfigureServers));
            if (sweep == null) {
                setups.add(new Setup(canConfigureServers ? profile : profile.withoutServerSettings(), null));
                continue;
            }
            String key = sweepKey();
            for (String value : sweep.substring(sweep.indexOf('=') + 1).split(",", -1)) {
                Profile swept = profile.with(key, value.strip(), SWEEP_REASON);
                setups.add(
                        new Setup(canConfigureServers ? swept : restrictToClients(swept), key + "=" + value.strip()));
            }
        }
        return setups;
    }

    private String sweepKey() {
        int equals = sweep == null ? -1 : sweep.indexOf('=');
        if (sweep == null || equals < 1 || equals == sweep.length() - 1) {
            throw new IllegalArgumentException("--sweep must have the form KEY=A,B,...: " + sweep);
        }
        return sweep.substring(0, equals).strip();
    }

    private Profile restrictToClients(Profile swept) {
        Profile clients = swept.withoutServerSettings();
        if (clients.settings().stream().noneMatch(setting -> setting.reason().equals(SWEEP_REASON))) {
            throw new IllegalArgumentException("--sweep cannot set " + sweepKey()
                    + " on an existing stack: use a connector setting, or one that starts with producer. or consumer.");
        }
        return clients;
    }

    private Profile applySchemas(Profile profile, boolean canConfigureServers) {
        if (schemas == Schemas.ON) {
            return profile;
        }
        String reason = "messages without schema";
        // A connector's converter settings take effect only if the connector also names the converter.
        Map<String, String> worker = profile.settingsFor(Profile.Part.WORKER);
        Profile result = profile;
        for (String converter : List.of("key.converter", "value.converter")) {
            result = result.with(
                            converter,
                            canConfigureServers ? worker.getOrDefault(converter, JSON_CONVERTER) : JSON_CONVERTER,
                            reason)
                    .with(converter + ".schemas.enable", "false", reason)
                    .with(converter + ".replace.null.with.default", "false", "NULL stays NULL");
        }
        return result;
    }

    private Profile applyDelivery(Profile profile) {
        if (!exactlyOnce) {
            return profile;
        }
        String reason = "exactly-once delivery";
        return profile.with("worker.exactly.once.source.support", "enabled", reason)
                .with("exactly.once.support", "required", reason)
                .with("consumer.isolation.level", "read_committed", reason);
    }
}
