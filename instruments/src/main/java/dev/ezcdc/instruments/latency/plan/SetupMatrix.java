package dev.ezcdc.instruments.latency.plan;

import dev.ezcdc.infra.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The setups that a command line asks for: each profile, with each of the sweep's values.
 *
 * @param sweep as {@code key=a,b,c}; null for none
 */
public record SetupMatrix(List<String> profiles, @Nullable String sweep, Schemas schemas, boolean exactlyOnce) {

    /** Whether messages carry their schema. */
    public enum Schemas {
        ON,
        OFF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String SWEEP_REASON = "swept";
    private static final String JSON_CONVERTER = "org.apache.kafka.connect.json.JsonConverter";

    /**
     * @param whole whether worker, broker and JVMs can be set; without, a profile's lines for those are left out
     * @throws IllegalArgumentException if the sweep is no sweep, or sets what cannot be set
     */
    public List<Setup> expand(boolean whole) {
        if (exactlyOnce && !whole) {
            throw new IllegalArgumentException(
                    "--exactly-once is a setting of the worker, which can't be set on a stack that runs already");
        }
        List<Setup> setups = new ArrayList<>();
        for (String name : profiles) {
            Profile profile = applyDelivery(schemas(Profile.of(name), whole));
            if (sweep == null) {
                setups.add(new Setup(whole ? profile : profile.ofClients(), null));
                continue;
            }
            String key = sweepKey();
            for (String value : sweep.substring(sweep.indexOf('=') + 1).split(",", -1)) {
                Profile swept = profile.with(key, value.strip(), SWEEP_REASON);
                setups.add(new Setup(whole ? swept : restrictToClients(swept), key + "=" + value.strip()));
            }
        }
        return setups;
    }

    private String sweepKey() {
        int equals = sweep == null ? -1 : sweep.indexOf('=');
        if (sweep == null || equals < 1 || equals == sweep.length() - 1) {
            throw new IllegalArgumentException("a sweep is KEY=A,B,...; this is " + sweep);
        }
        return sweep.substring(0, equals).strip();
    }

    private Profile restrictToClients(Profile swept) {
        Profile clients = swept.ofClients();
        if (clients.settings().stream().noneMatch(setting -> setting.reason().equals(SWEEP_REASON))) {
            throw new IllegalArgumentException(sweepKey()
                    + " can't be set on a stack that runs already: only the connector's, producer. and consumer.");
        }
        return clients;
    }

    private Profile schemas(Profile profile, boolean whole) {
        if (schemas == Schemas.ON) {
            return profile;
        }
        String reason = "messages without their schema";
        // A converter's settings count for a connector only with the converter itself: the worker's own, then.
        Map<String, String> worker = profile.of(Profile.Part.WORKER);
        Profile without = profile;
        for (String converter : List.of("key.converter", "value.converter")) {
            without = without.with(converter, whole ? worker.getOrDefault(converter, JSON_CONVERTER) : JSON_CONVERTER, reason)
                    .with(converter + ".schemas.enable", "false", reason);
        }
        return without;
    }

    private Profile applyDelivery(Profile profile) {
        if (!exactlyOnce) {
            return profile;
        }
        String reason = "exactly-once delivery";
        return profile.with("worker.exactly.once.source.support", "enabled", reason)
                .with("exactly.once.support", "required", reason)
                // A transaction for each poll, the default, would be one for each row where a batch is one row.
                .with("transaction.boundary", "interval", "a transaction for each stretch of time")
                .with("transaction.boundary.interval.ms", "10", "how long a row waits for its commit at most")
                .with("consumer.isolation.level", "read_committed", reason);
    }
}
