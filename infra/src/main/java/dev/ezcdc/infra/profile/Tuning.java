package dev.ezcdc.infra.profile;

import dev.ezcdc.infra.StackService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A profile, and settings that override both the profile and the stack's defaults. Immutable.
 *
 * @param connector settings of the connector
 * @param servers settings of each server: run-time parameters of PostgreSQL, properties of the broker and the worker
 * @param jvmOptions options for the broker's and the worker's JVM, which replace those of the profile
 * @param metricsPorts the ports at which the broker and the worker serve their metrics for Prometheus; a server without
 *     a port serves none
 */
public record Tuning(
        Profile profile,
        Map<String, String> connector,
        Map<StackService, Map<String, String>> servers,
        Map<StackService, List<String>> jvmOptions,
        Map<StackService, Integer> metricsPorts) {
    /** The default profile without overrides. */
    public static final Tuning DEFAULT = new Tuning(Map.of(), Map.of(), Map.of());

    public Tuning {
        Objects.requireNonNull(profile, "profile");
        connector = Map.copyOf(connector);
        servers = Map.copyOf(servers);
        jvmOptions = Map.copyOf(jvmOptions);
        metricsPorts = Map.copyOf(metricsPorts);
        if (metricsPorts.containsKey(StackService.POSTGRES)) {
            throw new IllegalArgumentException("PostgreSQL has no JVM that could serve metrics");
        }
    }

    /** Overrides settings of a profile. The servers serve no metrics. */
    public Tuning(
            Profile profile,
            Map<String, String> connector,
            Map<StackService, Map<String, String>> servers,
            Map<StackService, List<String>> jvmOptions) {
        this(profile, connector, servers, jvmOptions, Map.of());
    }

    /** Overrides settings of the default profile. */
    public Tuning(
            Map<String, String> connector,
            Map<StackService, Map<String, String>> servers,
            Map<StackService, List<String>> jvmOptions) {
        this(Profile.balanced(), connector, servers, jvmOptions);
    }

    /** Returns a profile without overrides. */
    public static Tuning of(Profile profile) {
        return new Tuning(profile, Map.of(), Map.of(), Map.of());
    }

    /** Returns a copy with the ports at which broker and worker serve their metrics. */
    public Tuning withMetricsPorts(Map<StackService, Integer> ports) {
        return new Tuning(profile, connector, servers, jvmOptions, ports);
    }

    /** Returns the server's settings: those of the profile, overridden by {@link #servers}. */
    public Map<String, String> settingsFor(StackService service) {
        Map<String, String> merged = new LinkedHashMap<>(profile.serverSettings(service));
        merged.putAll(servers.getOrDefault(service, Map.of()));
        return merged;
    }

    /** Returns the JVM options of the broker or the worker. */
    public List<String> jvmOptionsFor(StackService service) {
        return jvmOptions.getOrDefault(service, profile.jvmOptions(service));
    }
}
