package dev.ezcdc.e2e.audit.fault;

import dev.ezcdc.e2e.audit.work.Mix;
import java.util.Map;

/**
 * The stack and the load that a fault is done to.
 *
 * @param proxy whether Connect reaches PostgreSQL through a {@link NetworkProxy}
 * @param consumers how many consumers in processes of their own read besides; what these handled is then what arrived
 * @param connector settings of the connector that differ
 * @param fresh whether topics and tables must be new ones
 * @param ruins whether the stack is of no use for another fault afterwards
 */
public record Needs(
        boolean proxy, int consumers, Map<String, String> connector, Mix mix, boolean fresh, boolean ruins) {

    /** Nothing but the stack as it is. */
    public static final Needs NOTHING = new Needs(false, 0, Map.of(), Mix.USUAL, false, false);

    static final Needs PROXY = new Needs(true, 0, Map.of(), Mix.USUAL, false, false);

    Needs ruining() {
        return new Needs(proxy, consumers, connector, mix, fresh, true);
    }

    Needs withConnector(Map<String, String> settings) {
        return new Needs(proxy, consumers, settings, mix, fresh, ruins);
    }

    Needs withConsumers(int number) {
        return new Needs(proxy, number, connector, mix, fresh, ruins);
    }

    Needs onFresh(Map<String, String> settings, Mix other) {
        return new Needs(proxy, consumers, settings, other, true, true);
    }
}
