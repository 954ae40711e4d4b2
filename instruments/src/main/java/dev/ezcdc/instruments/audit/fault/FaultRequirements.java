package dev.ezcdc.instruments.audit.fault;

import dev.ezcdc.instruments.audit.work.TransactionMix;
import java.util.Map;

/**
 * The stack and the load that a fault requires.
 *
 * @param proxy whether Connect reaches PostgreSQL through a {@link NetworkProxy}
 * @param consumers number of consumers in separate processes; if positive, only the records that they handled count as
 *     received
 * @param connectorSettings settings that override the connector's
 * @param freshStack whether the fault requires new topics and tables
 * @param destroysStack whether the stack is unusable for other faults afterwards
 */
public record FaultRequirements(
        boolean proxy,
        int consumers,
        Map<String, String> connectorSettings,
        TransactionMix mix,
        boolean freshStack,
        boolean destroysStack) {

    /** The default stack and load. */
    public static final FaultRequirements NONE =
            new FaultRequirements(false, 0, Map.of(), TransactionMix.DEFAULT, false, false);

    static final FaultRequirements PROXY =
            new FaultRequirements(true, 0, Map.of(), TransactionMix.DEFAULT, false, false);

    /** Returns the same requirements for a fault that leaves the stack unusable. */
    public FaultRequirements destructive() {
        return new FaultRequirements(proxy, consumers, connectorSettings, mix, freshStack, true);
    }

    FaultRequirements withConnectorSettings(Map<String, String> settings) {
        return new FaultRequirements(proxy, consumers, settings, mix, freshStack, destroysStack);
    }

    /** Returns the same requirements for records that consumers in separate processes handle. */
    public FaultRequirements withConsumers(int number) {
        return new FaultRequirements(proxy, number, connectorSettings, mix, freshStack, destroysStack);
    }

    /** Returns the same requirements for a stack without topics and rows, which no other fault can use afterwards. */
    public FaultRequirements withFreshStack(Map<String, String> settings, TransactionMix newMix) {
        return new FaultRequirements(proxy, consumers, settings, newMix, true, true);
    }
}
