package dev.ezcdc.consumer.internal.kafka;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses and resolves the addresses of Kafka brokers. */
public final class BootstrapServers {

    private static final Pattern ADDRESS = Pattern.compile("(?:[A-Za-z0-9_]+://)?\\[?([^\\[\\]/\\s,]+?)]?:(\\d{1,5})");

    private BootstrapServers() {}

    /**
     * Returns the hosts of a list of addresses.
     *
     * @throws IllegalArgumentException if the list does not have the form {@code host:port,host:port}
     */
    public static List<String> parseHosts(String bootstrapServers) {
        List<String> hosts = new ArrayList<>();
        for (String address : bootstrapServers.split(",", -1)) {
            Matcher parts = ADDRESS.matcher(address.strip());
            if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
                throw new IllegalArgumentException(
                        "bootstrap servers must have the form host:port,host:port: \"" + bootstrapServers + "\"");
            }
            hosts.add(parts.group(1));
        }
        return hosts;
    }

    /**
     * Returns whether at least one host has an IP address. Must be true before a client is created: Kafka's constructor
     * fails if none has, which is common while a container starts.
     */
    public static boolean canResolveAny(String bootstrapServers) {
        return parseHosts(bootstrapServers).stream().anyMatch(BootstrapServers::canResolve);
    }

    private static boolean canResolve(String host) {
        try {
            return InetAddress.getByName(host) != null;
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
