package dev.ezcdc.instruments.audit.fault;

import dev.ezcdc.instruments.audit.work.TransactionMix;
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
public record FaultRequirements(
        boolean proxy, int consumers, Map<String, String> connectorSettings, TransactionMix mix, boolean freshStack, boolean destroysStack) {

    /** Nothing but the stack as it is. */
    public static final FaultRequirements NONE =
            new FaultRequirements(false, 0, Map.of(), TransactionMix.DEFAULT, false, false);

    static final FaultRequirements PROXY = new FaultRequirements(true, 0, Map.of(), TransactionMix.DEFAULT, false, false);

    FaultRequirements destructive() {
        return new FaultRequirements(proxy, consumers, connectorSettings, mix, freshStack, true);
    }

    FaultRequirements withConnectorSettings(Map<String, String> settings) {
        return new FaultRequirements(proxy, consumers, settings, mix, freshStack, destroysStack);
    }

    FaultRequirements withConsumers(int number) {
        return new FaultRequirements(proxy, number, connectorSettings, mix, freshStack, destroysStack);
    }

    FaultRequirements withFreshStack(Map<String, String> settings, TransactionMix other) {
        return new FaultRequirements(proxy, consumers, settings, other, true, true);
    }
}
