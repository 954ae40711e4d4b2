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
        boolean proxy, int consumers, Map<String, String> connector, TransactionMix mix, boolean fresh, boolean ruins) {

    /** Nothing but the stack as it is. */
    public static final FaultRequirements NOTHING =
            new FaultRequirements(false, 0, Map.of(), TransactionMix.USUAL, false, false);

    static final FaultRequirements PROXY = new FaultRequirements(true, 0, Map.of(), TransactionMix.USUAL, false, false);

    FaultRequirements ruining() {
        return new FaultRequirements(proxy, consumers, connector, mix, fresh, true);
    }

    FaultRequirements withConnector(Map<String, String> settings) {
        return new FaultRequirements(proxy, consumers, settings, mix, fresh, ruins);
    }

    FaultRequirements withConsumers(int number) {
        return new FaultRequirements(proxy, number, connector, mix, fresh, ruins);
    }

    FaultRequirements onFresh(Map<String, String> settings, TransactionMix other) {
        return new FaultRequirements(proxy, consumers, settings, other, true, true);
    }
}
