package dev.ezcdc.infra.profile;

import dev.ezcdc.infra.StackService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A profile, and settings that win over it and over ours.
 *
 * @param profile what the pipeline is tuned for
 * @param connector the connector's settings
 * @param servers each server's own: run-time parameters of PostgreSQL, properties of the broker and of the worker
 * @param jvmOptions options of the broker's and of the worker's JVM, in place of the profile's
 */
public record Tuning(
        Profile profile,
        Map<String, String> connector,
        Map<StackService, Map<String, String>> servers,
        Map<StackService, List<String>> jvmOptions) {
    /** Our default profile, and nothing else. */
    public static final Tuning DEFAULT = new Tuning(Map.of(), Map.of(), Map.of());

    public Tuning {
        Objects.requireNonNull(profile, "profile");
        connector = Map.copyOf(connector);
        servers = Map.copyOf(servers);
        jvmOptions = Map.copyOf(jvmOptions);
    }

    /** On top of our default profile. */
    public Tuning(
            Map<String, String> connector,
            Map<StackService, Map<String, String>> servers,
            Map<StackService, List<String>> jvmOptions) {
        this(Profile.balanced(), connector, servers, jvmOptions);
    }

    /** A profile alone. */
    public static Tuning of(Profile profile) {
        return new Tuning(profile, Map.of(), Map.of(), Map.of());
    }

    public Map<String, String> of(StackService component) {
        Map<String, String> merged = new LinkedHashMap<>(profile.serverSettings(component));
        merged.putAll(servers.getOrDefault(component, Map.of()));
        return merged;
    }

    public List<String> jvmOptionsFor(StackService component) {
        return jvmOptions.getOrDefault(component, profile.jvmOptions(component));
    }
}
