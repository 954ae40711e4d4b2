package dev.ezcdc.consumer.internal.kafka;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses that a client starts from. */
public final class BootstrapServers {

    private static final Pattern ADDRESS = Pattern.compile("(?:[A-Za-z0-9_]+://)?\\[?([^\\[\\]/\\s,]+?)]?:(\\d{1,5})");

    private BootstrapServers() {}

    /** The hosts; an {@link IllegalArgumentException} if the text is not of the form {@code host:port,…}. */
    public static List<String> hosts(String bootstrapServers) {
        List<String> hosts = new ArrayList<>();
        for (String address : bootstrapServers.split(",", -1)) {
            Matcher parts = ADDRESS.matcher(address.strip());
            if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
                throw new IllegalArgumentException(
                        "a bootstrap server is given as host:port, several by commas; this is \"" + bootstrapServers
                                + "\"");
            }
            hosts.add(parts.group(1));
        }
        return hosts;
    }

    /**
     * Whether at least one host has an address. Asked before a client is made, because Kafka's constructor fails where
     * none has, which is quite usual while a container is starting.
     */
    public static boolean anyResolves(String bootstrapServers) {
        return hosts(bootstrapServers).stream().anyMatch(BootstrapServers::resolves);
    }

    private static boolean resolves(String host) {
        try {
            return InetAddress.getByName(host) != null;
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
